package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.IdentityHashMap;
import java.util.List;

/// Keeps filters small enough to be walked by recursion and judged at any rate of changes.
final class Budget {
    private static final int DEEPEST = 100;
    private static final int MOST_NODES = 1_000;
    private static final int LONGEST_LIST = 1_000;

    private final TokenStream in;
    private final IdentityHashMap<Expression, Integer> depths = new IdentityHashMap<>();
    private int open;

    Budget(TokenStream in) {
        this.in = in;
    }

    /// A part of the text within another begins.
    void enter() throws FilterException {
        open++;
        if (open > DEEPEST) {
            throw tooDeep(in.peek().span());
        }
    }

    void leave() {
        open--;
    }

    /// Counts a new node. Elements of lists count only by their own limit.
    <E extends Expression> E node(E node, List<Expression> children) throws FilterException {
        int depth = 1;
        for (Expression child : children) {
            depth = Math.max(depth, 1 + depths.getOrDefault(child, 0));
        }
        if (depth > DEEPEST) {
            throw tooDeep(node.span());
        }
        depths.put(node, depth);
        if (depths.size() > MOST_NODES + LONGEST_LIST) {
            throw in.limit(node.span(), "a filter has at most %,d parts".formatted(MOST_NODES));
        }
        return node;
    }

    void list(int size, Span span) throws FilterException {
        if (size > LONGEST_LIST) {
            throw in.limit(span, "a list has at most %,d elements".formatted(LONGEST_LIST));
        }
    }

    private FilterException tooDeep(Span span) {
        return in.limit(span, "a filter is at most %d levels deep".formatted(DEEPEST));
    }
}
