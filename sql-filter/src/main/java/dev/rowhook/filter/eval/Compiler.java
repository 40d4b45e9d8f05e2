package dev.rowhook.filter.eval;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.typed.Typed;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.Types;
import dev.rowhook.filter.value.ValueType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes typed expressions ready to be evaluated. What is the same for every row is evaluated here,
/// once. Used once, by one thread.
public final class Compiler {
    private final Refusal refusal;
    private final Calls calls;
    private final Lists lists;
    private final Casts casts;
    private final ChangedRow noRow;

    /// @param text the filter's
    public Compiler(String text, FilterTable table) {
        this.refusal = new Refusal(text);
        this.calls = new Calls(this, refusal);
        this.lists = new Lists(this, calls, refusal);
        this.noRow = new ChangedRow(table);
        this.casts = new Casts(this, refusal, noRow);
    }

    /// @throws FilterException if it cannot be evaluated, or always fails
    public Condition filter(Typed root) throws FilterException {
        // Also of those parts that are never evaluated, as in Postgres.
        for (Typed part : Parts.of(root).toList()) {
            if (part instanceof Typed.Constant constant) {
                constant(constant);
            }
        }
        return condition(root);
    }

    private Condition condition(Typed typed) throws FilterException {
        return Computed.of(node(typed), typed.span());
    }

    Node node(Typed typed) throws FilterException {
        return folded(made(typed), typed.span());
    }

    private Node made(Typed typed) throws FilterException {
        return switch (typed) {
            case Typed.ColumnValue(int index, boolean old, SqlType type, Span _) ->
                    new ColumnValue(index, old, ofColumn(type));
            case Typed.Action _ -> new ActionName();
            case Typed.Changed(int index, SqlType _, Span span) -> new ChangedTest(index, span);
            case Typed.Constant constant -> constant(constant);
            case Typed.Call call -> calls.node(call);
            case Typed.Relabel relabel -> casts.relabel(relabel);
            case Typed.ThroughText cast -> casts.throughText(cast);
            case Typed.EachElement cast -> casts.eachElement(cast);
            case Typed.ArrayElement _ -> new EachElement.AtHand();
            case Typed.And(List<Typed> parts, SqlType _, Span span) ->
                    conjunction(parts, false, span);
            case Typed.Or(List<Typed> parts, SqlType _, Span span) ->
                    conjunction(parts, true, span);
            case Typed.Not(Typed argument, SqlType _, Span span) ->
                    new Negation(condition(argument), span);
            case Typed.IsNull test -> nullTest(test);
            case Typed.IsTruth(
                            Typed argument,
                            Optional<Boolean> truth,
                            boolean negated,
                            SqlType _,
                            Span span) ->
                    new TruthTest(
                            condition(argument),
                            truth.map(wanted -> Truth.of(wanted.booleanValue())).orElse(Truth.NULL),
                            negated,
                            span);
            case Typed.IsDistinct(Typed.Call equals, boolean negated, SqlType _, Span span) ->
                    new DistinctTest(
                            calls.implementation(equals),
                            node(equals.arguments().getFirst()),
                            node(equals.arguments().getLast()),
                            negated,
                            span);
            case Typed.OverArray over -> lists.overArray(over);
            case Typed.Coalesce(List<Typed> arguments, SqlType _, Span _) -> firstOf(arguments);
            case Typed.NullIf(Typed.Call equals, SqlType _, Span _) -> nullIf(equals);
            case Typed.Extreme extreme ->
                    new Extreme(
                            extreme.greatest(),
                            calls.comparison(extreme),
                            nodes(extreme.arguments()));
            case Typed.Case choice -> choice(choice);
            case Typed.ArrayOf array -> lists.array(array);
            case Typed.Subscript(Typed array, Typed index, SqlType _, Span _) ->
                    new Element(node(array), node(index));
        };
    }

    /// A constant part that decides does so wherever it stands: as in Postgres, the others are not
    /// evaluated then.
    private Node conjunction(List<Typed> parts, boolean decisive, Span span)
            throws FilterException {
        List<Condition> conditions = new ArrayList<>();
        boolean decided = false;
        for (Typed part : parts) {
            Node node = node(part);
            decided |= node instanceof Constant(Object constant) && constant.equals(decisive);
            conditions.add(Computed.of(node, part.span()));
        }
        if (decided) {
            return new Constant(decisive);
        }
        return decisive ? Conjunction.or(conditions, span) : Conjunction.and(conditions, span);
    }

    /// What is after a constant that is not null is never evaluated.
    private Node firstOf(List<Typed> arguments) throws FilterException {
        List<Node> nodes = new ArrayList<>();
        boolean found = false;
        for (Node node : nodes(arguments)) {
            if (!found) {
                nodes.add(node);
            }
            found |= node instanceof Constant && !Calls.isNull(node);
        }
        return new FirstValue(List.copyOf(nodes));
    }

    private Node nullIf(Typed.Call equals) throws FilterException {
        Node left = node(equals.arguments().getFirst());
        Node right = node(equals.arguments().getLast());
        if (Calls.isNull(left) || Calls.isNull(right)) {
            return left;
        }
        return new UnlessEqual(calls.implementation(equals), left, right);
    }

    private static ValueType<?> ofColumn(SqlType type) {
        Optional<ValueType<?>> known = Types.find(type);
        return known.isPresent() ? known.get() : RawText.INSTANCE;
    }

    private Node constant(Typed.Constant constant) throws FilterException {
        if (constant.text().isEmpty()) {
            return new Constant(Nothing.NULL);
        }
        ValueType<?> type =
                Types.findReadable(constant.type())
                        .orElseThrow(() ->
                                refusal.unsupported(
                                        constant.span(),
                                        "constants of this type are not available in filters"));
        try {
            return new Constant(type.read(constant.text().get()));
        } catch (EvaluationException e) {
            throw refusal.failing(constant.span(), e);
        }
    }

    private Node nullTest(Typed.IsNull test) throws FilterException {
        if (test.argument() instanceof Typed.ColumnValue column) {
            return new ColumnNullTest(column.index(), column.old(), test.negated(), test.span());
        }
        return new NullTest(node(test.argument()), test.negated(), test.span());
    }

    /// A branch whose condition is constant is taken or left, and what it leaves not looked at.
    private Node choice(Typed.Case choice) throws FilterException {
        List<Choice.Branch> branches = new ArrayList<>();
        for (Typed.When when : choice.whens()) {
            Node condition = node(when.condition());
            if (condition instanceof Constant(Object constant)) {
                if (constant.equals(true)) {
                    return chosen(branches, node(when.result()));
                }
                continue;
            }
            branches.add(
                    new Choice.Branch(
                            Computed.of(condition, when.condition().span()), node(when.result())));
        }
        return chosen(
                branches,
                choice.otherwise().isPresent()
                        ? node(choice.otherwise().get())
                        : new Constant(Nothing.NULL));
    }

    private static Node chosen(List<Choice.Branch> branches, Node otherwise) {
        return branches.isEmpty() ? otherwise : new Choice(List.copyOf(branches), otherwise);
    }

    List<Node> nodes(List<Typed> typed) throws FilterException {
        List<Node> nodes = new ArrayList<>();
        for (Typed one : typed) {
            nodes.add(node(one));
        }
        return List.copyOf(nodes);
    }

    private Node folded(Node node, Span span) throws FilterException {
        if (!node.isConstant() || node instanceof Constant) {
            return node;
        }
        try {
            return new Constant(node.value(noRow));
        } catch (EvaluationException e) {
            throw refusal.failing(span, e);
        }
    }
}
