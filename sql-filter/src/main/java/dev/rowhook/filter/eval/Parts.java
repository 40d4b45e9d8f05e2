package dev.rowhook.filter.eval;

import dev.rowhook.filter.typed.Typed;

import java.util.stream.Stream;

/// Walks through typed expressions.
final class Parts {
    private Parts() {}

    /// The expression and all within it.
    static Stream<Typed> of(Typed typed) {
        return Stream.concat(Stream.of(typed), children(typed).flatMap(Parts::of));
    }

    private static Stream<Typed> children(Typed typed) {
        return switch (typed) {
            case Typed.ColumnValue _,
                    Typed.Action _,
                    Typed.Changed _,
                    Typed.Constant _,
                    Typed.ArrayElement _ ->
                    Stream.empty();
            case Typed.Call call -> call.arguments().stream();
            case Typed.Relabel relabel -> Stream.of(relabel.argument());
            case Typed.ThroughText cast -> Stream.of(cast.argument());
            case Typed.EachElement cast -> Stream.of(cast.argument(), cast.element());
            case Typed.And and -> and.parts().stream();
            case Typed.Or or -> or.parts().stream();
            case Typed.Not not -> Stream.of(not.argument());
            case Typed.IsNull test -> Stream.of(test.argument());
            case Typed.IsTruth test -> Stream.of(test.argument());
            case Typed.IsDistinct test -> Stream.of(test.equals());
            case Typed.OverArray over -> Stream.of(over.left(), over.array());
            case Typed.Coalesce coalesce -> coalesce.arguments().stream();
            case Typed.NullIf nullIf -> Stream.of(nullIf.equals());
            case Typed.Extreme extreme -> extreme.arguments().stream();
            case Typed.Case choice ->
                    Stream.concat(
                            choice.whens().stream()
                                    .flatMap(when -> Stream.of(when.condition(), when.result())),
                            choice.otherwise().stream());
            case Typed.ArrayOf array -> array.elements().stream();
            case Typed.Subscript subscript -> Stream.of(subscript.array(), subscript.index());
        };
    }
}
