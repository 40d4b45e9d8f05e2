package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.resolve.CastEntry.Context;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the polymorphic types of one call stand for.
///
/// `anyelement` and its family must be the same type everywhere in the call; those of
/// `anycompatible` are brought to a common one.
final class Bindings {
    private final Types types;
    private final Casts casts;
    private final List<SqlType> compatibles = new ArrayList<>();
    private @Nullable SqlType element;
    private @Nullable SqlType array;
    private @Nullable SqlType range;
    private @Nullable SqlType multirange;
    private @Nullable SqlType compatible;
    private @Nullable SqlType compatibleRange;
    private boolean nonArray;
    private boolean enumeration;
    private boolean compatibleNonArray;
    private boolean consistent = true;

    private Bindings(Types types, Casts casts) {
        this.types = types;
        this.casts = casts;
    }

    /// Empty if the arguments contradict each other.
    static Optional<Bindings> of(
            List<SqlType> actual, List<Integer> declared, Types types, Casts casts) {
        Bindings bindings = new Bindings(types, casts);
        for (int i = 0; i < actual.size() && bindings.consistent; i++) {
            bindings.note(actual.get(i), declared.get(i));
        }
        return bindings.consistent && bindings.agree() ? Optional.of(bindings) : Optional.empty();
    }

    private void note(SqlType actual, int declared) {
        nonArray |= declared == Oids.ANY_NON_ARRAY;
        enumeration |= declared == Oids.ANY_ENUM;
        compatibleNonArray |= declared == Oids.ANY_COMPATIBLE_NON_ARRAY;
        if (Types.isUnknown(actual)) {
            return;
        }
        switch (declared) {
            case Oids.ANY_ELEMENT, Oids.ANY_NON_ARRAY, Oids.ANY_ENUM ->
                    element = same(element, actual);
            case Oids.ANY_ARRAY -> array = same(array, actual);
            case Oids.ANY_RANGE -> range = same(range, actual);
            case Oids.ANY_MULTIRANGE -> multirange = same(multirange, actual);
            case Oids.ANY_COMPATIBLE, Oids.ANY_COMPATIBLE_NON_ARRAY -> compatibles.add(actual);
            case Oids.ANY_COMPATIBLE_ARRAY -> compatible(types.element(actual));
            case Oids.ANY_COMPATIBLE_RANGE -> {
                compatibleRange = same(compatibleRange, actual);
                compatible(types.rangeSubtype(actual));
            }
            case Oids.ANY_COMPATIBLE_MULTIRANGE ->
                    compatible(types.multirangeRange(actual).flatMap(types::rangeSubtype));
            default -> {}
        }
    }

    private SqlType same(@Nullable SqlType known, SqlType actual) {
        consistent &= known == null || known.equals(actual);
        return actual;
    }

    private void compatible(Optional<SqlType> part) {
        part.ifPresentOrElse(compatibles::add, () -> consistent = false);
    }

    private boolean agree() {
        if (array != null) {
            derive(types.element(array));
        }
        if (multirange != null) {
            Optional<SqlType> ranges = types.multirangeRange(multirange);
            ranges.ifPresentOrElse(r -> range = same(range, r), () -> consistent = false);
        }
        if (range != null) {
            derive(types.rangeSubtype(range));
        }
        if (nonArray && element != null && types.element(element).isPresent()) {
            return false;
        }
        if (enumeration && (element == null || !types.isEnum(element))) {
            return false;
        }
        return consistent && agreeOnCompatible();
    }

    private void derive(Optional<SqlType> part) {
        part.ifPresentOrElse(p -> element = same(element, p), () -> consistent = false);
    }

    private boolean agreeOnCompatible() {
        if (compatibles.isEmpty()) {
            return true;
        }
        Optional<SqlType> common = new CommonType(types, casts).find(compatibles);
        if (common.isEmpty()) {
            return false;
        }
        SqlType type = common.get();
        compatible = type;
        boolean possible =
                compatibles.stream().allMatch(t -> casts.isPossible(t, type, Context.IMPLICIT));
        boolean exact =
                compatibleRange == null
                        || types.rangeSubtype(compatibleRange).equals(Optional.of(type));
        boolean allowed = !compatibleNonArray || types.element(type).isEmpty();
        return possible && exact && allowed;
    }

    /// What an argument has to become; empty if nothing tells.
    Optional<SqlType> argument(int declared, SqlType actual) {
        if (declared == Oids.ANY) {
            return Optional.of(actual);
        }
        if (!Oids.isPolymorphic(declared)) {
            return Optional.of(Types.of(declared));
        }
        boolean firstFamily =
                switch (declared) {
                    case Oids.ANY_ELEMENT,
                            Oids.ANY_NON_ARRAY,
                            Oids.ANY_ENUM,
                            Oids.ANY_ARRAY,
                            Oids.ANY_RANGE,
                            Oids.ANY_MULTIRANGE ->
                            true;
                    default -> false;
                };
        return firstFamily && !Types.isUnknown(actual) ? Optional.of(actual) : result(declared);
    }

    /// What a declared result stands for; empty if nothing tells.
    Optional<SqlType> result(int declared) {
        return switch (declared) {
            case Oids.ANY_ELEMENT, Oids.ANY_NON_ARRAY, Oids.ANY_ENUM ->
                    Optional.ofNullable(element);
            case Oids.ANY_ARRAY ->
                    Optional.ofNullable(array)
                            .or(() -> Optional.ofNullable(element).flatMap(types::arrayOf));
            case Oids.ANY_RANGE -> Optional.ofNullable(range);
            case Oids.ANY_MULTIRANGE -> Optional.ofNullable(multirange);
            case Oids.ANY_COMPATIBLE, Oids.ANY_COMPATIBLE_NON_ARRAY ->
                    Optional.of(compatibleOrText());
            case Oids.ANY_COMPATIBLE_ARRAY -> types.arrayOf(compatibleOrText());
            case Oids.ANY_COMPATIBLE_RANGE -> Optional.ofNullable(compatibleRange);
            case Oids.ANY_COMPATIBLE_MULTIRANGE -> Optional.empty();
            default -> Optional.of(Types.of(declared));
        };
    }

    private SqlType compatibleOrText() {
        SqlType known = compatible;
        return known == null ? Oids.TEXT_TYPE : known;
    }
}
