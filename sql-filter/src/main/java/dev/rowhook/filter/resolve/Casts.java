package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.resolve.CastEntry.Context;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the way from one type to another.
final class Casts {
    private final Catalogue catalogue;
    private final Types types;

    Casts(Catalogue catalogue, Types types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    /// A way from one type to another.
    sealed interface Path {
        record Relabel() implements Path {}

        record Function(CastEntry cast) implements Path {}

        record Elements() implements Path {}

        record ThroughText() implements Path {}
    }

    /// The way, if there is one that is allowed where the cast stands.
    Optional<Path> path(SqlType from, SqlType to, Context context) {
        if (from.equals(to)) {
            return Optional.of(new Path.Relabel());
        }
        Optional<CastEntry> entry = catalogue.cast(oidOf(from), oidOf(to));
        if (entry.isPresent()) {
            return entry.filter(context::allows).map(Casts::path);
        }
        return elements(from, to, context).or(() -> throughText(from, to, context));
    }

    /// A type of the source's own is in no cast of the catalogue.
    private static int oidOf(SqlType type) {
        return type instanceof SqlType.BuiltIn(int oid) ? oid : 0;
    }

    private static Path path(CastEntry cast) {
        return switch (cast.method()) {
            case 'f' -> new Path.Function(cast);
            case 'i' -> new Path.ThroughText();
            default -> new Path.Relabel();
        };
    }

    private Optional<Path> elements(SqlType from, SqlType to, Context context) {
        if (to.oid() == Oids.OID_VECTOR || to.oid() == Oids.INT2_VECTOR) {
            return Optional.empty();
        }
        return types.element(from)
                .flatMap(f -> types.element(to).flatMap(t -> path(f, t, context)))
                .map(_ -> new Path.Elements());
    }

    private Optional<Path> throughText(SqlType from, SqlType to, Context context) {
        boolean assigned = context != Context.IMPLICIT && types.category(to) == 'S';
        boolean explicit = context == Context.EXPLICIT && types.category(from) == 'S';
        return assigned || explicit ? Optional.of(new Path.ThroughText()) : Optional.empty();
    }

    /// Whether a value of one type may stand where another is wanted.
    boolean isPossible(SqlType from, SqlType to, Context context) {
        return Types.isUnknown(from) || path(from, to, context).isPresent();
    }

    /// Whether a call may have these arguments.
    boolean fits(List<SqlType> actual, List<Integer> declared) {
        boolean each =
                IntStream.range(0, actual.size())
                        .allMatch(i -> fits(actual.get(i), declared.get(i)));
        return each && Bindings.of(actual, declared, types, this).isPresent();
    }

    private boolean fits(SqlType actual, int declared) {
        return declared == Oids.ANY
                || Oids.isPolymorphic(declared)
                || isPossible(actual, Types.of(declared), Context.IMPLICIT);
    }
}
