package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;

/// A boolean value as a condition.
final class Computed extends Condition {
    private final Node node;

    private Computed(Node node, Span span) {
        super(span);
        this.node = node;
    }

    static Condition of(Node node, Span span) {
        return node instanceof Condition condition ? condition : new Computed(node, span);
    }

    @Override
    public Truth truth(ChangedRow row) {
        return Truth.of(node.value(row));
    }

    @Override
    public boolean isConstant() {
        return node.isConstant();
    }
}
