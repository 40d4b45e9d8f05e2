package dev.rowhook.filter.resolve;

import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Counts the nodes of a typed filter. Parts that the text holds once may stand in it many times:
/// `between` has what it tests twice, and within another `between` four times.
final class Weight {
    private final IdentityHashMap<Typed, Long> known = new IdentityHashMap<>();

    /// No more than [Integer#MAX_VALUE].
    long of(Typed typed) {
        Long before = known.get(typed);
        if (before != null) {
            return before;
        }
        long weight = 1;
        for (Typed child : children(typed)) {
            weight = Math.min(Integer.MAX_VALUE, weight + of(child));
        }
        known.put(typed, weight);
        return weight;
    }

    private static List<Typed> children(Typed typed) {
        return switch (typed) {
            case Typed.ColumnValue _,
                    Typed.Action _,
                    Typed.Changed _,
                    Typed.Constant _,
                    Typed.ArrayElement _ ->
                    List.of();
            case Typed.Call call -> call.arguments();
            case Typed.Relabel relabel -> List.of(relabel.argument());
            case Typed.ThroughText cast -> List.of(cast.argument());
            case Typed.EachElement each -> List.of(each.argument(), each.element());
            case Typed.And and -> and.parts();
            case Typed.Or or -> or.parts();
            case Typed.Not not -> List.of(not.argument());
            case Typed.IsNull test -> List.of(test.argument());
            case Typed.IsTruth test -> List.of(test.argument());
            case Typed.IsDistinct test -> List.of(test.equals());
            case Typed.OverArray over -> List.of(over.left(), over.array());
            case Typed.Coalesce coalesce -> coalesce.arguments();
            case Typed.NullIf nullIf -> List.of(nullIf.equals());
            case Typed.Extreme extreme -> extreme.arguments();
            case Typed.ArrayOf array -> array.elements();
            case Typed.Subscript subscript -> List.of(subscript.array(), subscript.index());
            case Typed.Case choice -> {
                List<Typed> all = new ArrayList<>(choice.otherwise().stream().toList());
                choice.whens()
                        .forEach(when -> all.addAll(List.of(when.condition(), when.result())));
                yield all;
            }
        };
    }
}
