package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Chooses among the operators or functions of one name by the types of the arguments, in the steps
/// of the chapter "Type Conversion" of Postgres's documentation.
final class Candidates {
    private final Types types;
    private final Casts casts;
    private final List<SqlType> actual;

    Candidates(Types types, Casts casts, List<SqlType> actual) {
        this.types = types;
        this.casts = casts;
        this.actual = List.copyOf(actual);
    }

    /// Those that can be called. One is the answer, none means that there is no such routine, and
    /// several that the call is ambiguous.
    List<Routine> choose(List<Routine> routines) {
        List<Routine> left =
                routines.stream().filter(r -> casts.fits(actual, declared(r))).toList();
        if (left.size() > 1) {
            left = best(left, this::exactMatches);
        }
        if (left.size() > 1) {
            left = best(left, this::exactOrPreferred);
        }
        if (left.size() > 1 && actual.stream().anyMatch(Types::isUnknown)) {
            left = byLiterals(left);
        }
        return left;
    }

    private List<Integer> declared(Routine routine) {
        return routine.argumentsFor(actual.size());
    }

    private static List<Routine> best(List<Routine> routines, ToIntFunction<Routine> score) {
        int most = routines.stream().mapToInt(score).max().orElse(0);
        return routines.stream().filter(r -> score.applyAsInt(r) == most).toList();
    }

    private int exactMatches(Routine routine) {
        List<Integer> declared = declared(routine);
        return (int)
                IntStream.range(0, actual.size())
                        .filter(i -> isExact(actual.get(i), declared.get(i)))
                        .count();
    }

    private static boolean isExact(SqlType type, int declared) {
        return !Types.isUnknown(type) && type.equals(Types.of(declared));
    }

    private int exactOrPreferred(Routine routine) {
        List<Integer> declared = declared(routine);
        return (int)
                IntStream.range(0, actual.size())
                        .filter(i -> isExactOrPreferred(actual.get(i), Types.of(declared.get(i))))
                        .count();
    }

    private boolean isExactOrPreferred(SqlType type, SqlType declared) {
        return !Types.isUnknown(type)
                && (type.equals(declared)
                        || (types.category(type) == types.category(declared)
                                && types.isPreferred(declared)));
    }

    /// Lets the places of literals decide: strings first, then a category that all agree on, then
    /// the preferred type; then the type of the other arguments.
    private List<Routine> byLiterals(List<Routine> routines) {
        List<Routine> left = routines;
        List<Slot> slots =
                IntStream.range(0, actual.size())
                        .filter(i -> Types.isUnknown(actual.get(i)))
                        .mapToObj(i -> slot(i, routines))
                        .toList();
        if (slots.stream().allMatch(Slot::resolved)) {
            List<Routine> kept =
                    left.stream().filter(r -> slots.stream().allMatch(s -> s.admits(r))).toList();
            left = kept.isEmpty() ? left : kept;
        }
        return left.size() == 1 ? left : byOtherArguments(left);
    }

    private final class Slot {
        private final int index;
        private final char category;
        private final boolean resolved;
        private final boolean preferred;

        Slot(int index, char category, boolean resolved, boolean preferred) {
            this.index = index;
            this.category = category;
            this.resolved = resolved;
            this.preferred = preferred;
        }

        boolean resolved() {
            return resolved;
        }

        boolean admits(Routine routine) {
            SqlType type = Types.of(declared(routine).get(index));
            return types.category(type) == category && (!preferred || types.isPreferred(type));
        }
    }

    private Slot slot(int index, List<Routine> routines) {
        List<SqlType> accepted =
                routines.stream().map(r -> Types.of(declared(r).get(index))).toList();
        Predicate<SqlType> isString = type -> types.category(type) == 'S';
        char category =
                accepted.stream().anyMatch(isString) ? 'S' : types.category(accepted.getFirst());
        boolean agreed = accepted.stream().allMatch(type -> types.category(type) == category);
        boolean preferred =
                accepted.stream()
                        .anyMatch(type ->
                                types.category(type) == category && types.isPreferred(type));
        return new Slot(index, category, agreed || category == 'S', preferred);
    }

    private List<Routine> byOtherArguments(List<Routine> routines) {
        List<SqlType> known =
                actual.stream().filter(type -> !Types.isUnknown(type)).distinct().toList();
        if (known.size() != 1) {
            return routines;
        }
        List<SqlType> assumed = actual.stream().map(_ -> known.getFirst()).toList();
        List<Routine> fitting =
                routines.stream().filter(r -> casts.fits(assumed, declared(r))).toList();
        return fitting.size() == 1 ? fitting : routines;
    }
}
