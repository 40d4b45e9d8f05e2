package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.syntax.Printer;
import dev.rowhook.filter.syntax.TypeName;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the types that casts name: those of Postgres, and the enums of the table.
final class TypeNames {
    private final Catalogue catalogue;
    private final Types types;
    private final FilterTable table;
    private final Problems problems;

    TypeNames(Catalogue catalogue, Types types, FilterTable table, Problems problems) {
        this.catalogue = catalogue;
        this.types = types;
        this.table = table;
        this.problems = problems;
    }

    /// A type and its modifier, which is that of the elements of an array.
    record Target(SqlType type, int modifier) {}

    Target target(TypeName name) throws FilterException {
        SqlType base = base(name);
        int modifier = new Modifiers(problems).of(name, base, catalogue);
        if (!name.array() || types.element(base).isPresent()) {
            return new Target(base, modifier);
        }
        SqlType array =
                types.arrayOf(base)
                        .orElseThrow(() ->
                                problems.type(
                                        name.span(),
                                        "there are no arrays of %s".formatted(types.name(base))));
        return new Target(array, modifier);
    }

    private SqlType base(TypeName name) throws FilterException {
        boolean ofPostgres = name.schema().filter(s -> !s.equals("pg_catalog")).isEmpty();
        Optional<TypeEntry> found = ofPostgres ? catalogue.type(name.name()) : Optional.empty();
        if (found.isPresent()) {
            TypeEntry type = found.get();
            if (type.kind() == 'p') {
                throw problems.type(
                        name.span(), "nothing can be cast to `%s`".formatted(type.name()));
            }
            return Types.of(type.oid());
        }
        Optional<SqlType> own = ownTypes().filter(type -> isNamed(type, name)).findFirst();
        if (own.isPresent()) {
            return own.get();
        }
        List<String> known =
                Stream.concat(
                                catalogue.typeNames().stream()
                                        .filter(known1 -> !known1.startsWith("_")),
                                ownTypes().map(types::name))
                        .toList();
        throw problems.unsupported(
                name.span(),
                "the type `%s` is not known: filters know the types of Postgres, and the enums of the table%s"
                        .formatted(name.name(), NearNameQuestion.of(name.name(), known)));
    }

    private Stream<SqlType> ownTypes() {
        return table.columns().stream()
                .map(FilterColumn::type)
                .map(type -> types.element(type).orElse(type))
                .filter(SqlType.Enumeration.class::isInstance)
                .distinct();
    }

    /// The source spells the names of its types as SQL does, with the schema where it is needed.
    private boolean isNamed(SqlType type, TypeName name) {
        String full = types.name(type);
        String wanted = Printer.quoted(name.name());
        return name.schema()
                .map(schema -> Printer.quoted(schema) + "." + wanted)
                .map(qualified -> full.equals(qualified) || full.equals(wanted))
                .orElseGet(() -> full.equals(wanted) || full.endsWith("." + wanted));
    }
}
