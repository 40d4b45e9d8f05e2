package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.syntax.Expression.FunctionCall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the function that is meant, and makes its calls.
final class Functions {
    private static final Set<String> CLOCK =
            Set.of(
                    "now",
                    "clock_timestamp",
                    "statement_timestamp",
                    "transaction_timestamp",
                    "timeofday");
    private static final Set<String> RANDOM =
            Set.of("random", "random_normal", "gen_random_uuid", "nextval", "setseed");
    private static final Set<String> LOGIC =
            Set.of("changed", "coalesce", "greatest", "least", "nullif", "extract", "position");

    private final Catalogue catalogue;
    private final Types types;
    private final Casts casts;
    private final Calls calls;
    private final Coercion coercion;
    private final Problems problems;

    Functions(
            Catalogue catalogue,
            Types types,
            Casts casts,
            Calls calls,
            Coercion coercion,
            Problems problems) {
        this.catalogue = catalogue;
        this.types = types;
        this.casts = casts;
        this.calls = calls;
        this.coercion = coercion;
        this.problems = problems;
    }

    Operand call(FunctionCall call, List<Operand> arguments, Span span) throws FilterException {
        String name = call.name().text();
        Span at = call.name().span();
        if (call.schema().filter(schema -> !schema.text().equals("pg_catalog")).isPresent()) {
            throw problems.unsupported(
                    at, "functions that the database defines itself are not available in filters");
        }
        List<SqlType> actual = arguments.stream().map(Operand::type).toList();
        List<Routine> routines =
                catalogue.functions(name).stream().filter(r -> r.takes(actual.size())).toList();
        Optional<Routine> exact =
                routines.stream().filter(r -> types(r, actual.size()).equals(actual)).findFirst();
        if (exact.isEmpty()) {
            Optional<Operand> cast = asCast(name, arguments, span);
            if (cast.isPresent()) {
                return cast.get();
            }
        }
        if (catalogue.functions(name).isEmpty()) {
            throw unknown(name, at);
        }
        List<Routine> chosen =
                exact.map(List::of)
                        .orElseGet(() -> new Candidates(types, casts, actual).choose(routines));
        for (SqlType type : actual) {
            if (types.isOpaque(type)) {
                throw problems.unsupported(
                        at,
                        "functions of %s are the database's own, and not available in filters"
                                .formatted(types.name(type)));
            }
        }
        if (chosen.size() != 1) {
            throw problems.type(at, mismatch(name, actual, chosen.isEmpty()));
        }
        if (isLengthCast(chosen.getFirst())) {
            throw problems.unsupported(
                    at, "write the cast to a length as `…::%s(n)`".formatted(name));
        }
        return calls.call(calls.signature(chosen.getFirst(), actual, at), arguments, span);
    }

    /// `varchar(text, modifier, explicit)` and the like, which take the length in a form of their
    /// own.
    private boolean isLengthCast(Routine routine) {
        return routine.arguments().size() > 1
                && routine.arguments().getFirst() == routine.result()
                && catalogue
                        .type(routine.name())
                        .filter(type -> type.oid() == routine.result())
                        .isPresent();
    }

    private static List<SqlType> types(Routine routine, int count) {
        return routine.argumentsFor(count).stream().map(Types::of).toList();
    }

    /// `int4('5')` is a cast, if it could be one without a function.
    private Optional<Operand> asCast(String name, List<Operand> arguments, Span span)
            throws FilterException {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        Optional<SqlType> type =
                catalogue.type(name).filter(t -> t.kind() != 'p').map(t -> Types.of(t.oid()));
        Operand argument = arguments.getFirst();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        boolean direct =
                argument.isUnknown()
                        || casts.path(argument.type(), type.get(), Context.EXPLICIT)
                                .filter(path ->
                                        path instanceof Casts.Path.Relabel
                                                || path instanceof Casts.Path.ThroughText)
                                .isPresent();
        return direct
                ? coercion.to(argument, type.get(), Coercion.PLAIN, Context.EXPLICIT, span)
                : Optional.empty();
    }

    private FilterException unknown(String name, Span at) {
        if (CLOCK.contains(name)) {
            return problems.unsupported(
                    at,
                    "`%s` depends on the clock: a filter gives the same answer at any time"
                            .formatted(name));
        }
        if (RANDOM.contains(name)) {
            return problems.unsupported(
                    at,
                    "`%s` gives another value each time: a filter gives the same answer at any time"
                            .formatted(name));
        }
        if (catalogue.hasOther(name)) {
            return problems.unsupported(at, "`%s` is not available in filters".formatted(name));
        }
        List<String> known = new ArrayList<>(catalogue.functionNames());
        known.addAll(LOGIC);
        return problems.type(
                at,
                "there is no function `%s`%s".formatted(name, NearNameQuestion.of(name, known)));
    }

    private String mismatch(String name, List<SqlType> actual, boolean none) {
        String arguments =
                "`%s(%s)`"
                        .formatted(
                                name, String.join(", ", actual.stream().map(types::name).toList()));
        return none
                ? "there is no %s: the function takes other arguments".formatted(arguments)
                : "%s can mean several functions: cast an argument, such as `…::text`"
                        .formatted(arguments);
    }
}
