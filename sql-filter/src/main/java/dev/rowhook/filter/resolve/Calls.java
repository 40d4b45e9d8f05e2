package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.List;

/// Makes calls of routines that are already chosen: casts the arguments, settles the result and the
/// collation.
final class Calls {
    private final Types types;
    private final Casts casts;
    private final Coercion coercion;
    private final SqlBodies bodies;
    private final CollationRules collations;
    private final Problems problems;

    Calls(
            Types types,
            Casts casts,
            Coercion coercion,
            SqlBodies bodies,
            CollationRules collations,
            Problems problems) {
        this.types = types;
        this.casts = casts;
        this.coercion = coercion;
        this.bodies = bodies;
        this.collations = collations;
        this.problems = problems;
    }

    /// A routine with the types of one call in place of the polymorphic ones.
    record Signature(Routine routine, List<SqlType> arguments, SqlType result) {
        Signature {
            arguments = List.copyOf(arguments);
        }
    }

    Signature signature(Routine routine, List<SqlType> actual, Span span) throws FilterException {
        List<Integer> declared = routine.argumentsFor(actual.size());
        Bindings bindings = Bindings.of(actual, declared, types, casts).orElseThrow();
        List<SqlType> arguments = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            SqlType type =
                    bindings.argument(declared.get(i), actual.get(i))
                            .orElseThrow(() -> untyped(span));
            // What takes any type takes a literal as text.
            arguments.add(Types.isUnknown(type) ? Oids.TEXT_TYPE : type);
        }
        SqlType result = bindings.result(routine.result()).orElseThrow(() -> untyped(span));
        return new Signature(routine, arguments, result);
    }

    private FilterException untyped(Span span) {
        return problems.type(
                span, "nothing here tells what the literals are: cast one, such as `'…'::text`");
    }

    Operand call(Signature signature, List<Operand> arguments, Span span) throws FilterException {
        Routine routine = signature.routine();
        List<Operand> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            cast.add(argument(arguments.get(i), signature.arguments().get(i)));
        }
        if (!routine.body().isEmpty()) {
            return bodies.expand(routine.body(), routine.name(), cast, span);
        }
        Collated input = collations.merged(cast, span);
        collations.check(routine.source(), input, span);
        List<Typed> typed = packed(routine, cast.stream().map(Operand::typed).toList(), span);
        boolean variable = cast.stream().anyMatch(Operand::variable);
        return new Operand(
                new Typed.Call(
                        routine.source(), typed, input.collation(), signature.result(), span),
                coercion.passed(input, signature.result()),
                variable);
    }

    Operand argument(Operand from, SqlType type) throws FilterException {
        return coercion.to(from, type, Coercion.PLAIN, Context.IMPLICIT, from.span())
                .orElseThrow(() ->
                        problems.type(
                                from.span(),
                                "this is %s, and no %s"
                                        .formatted(types.name(from.type()), types.name(type))));
    }

    /// The further arguments of a variadic function are one array, unless it takes any types.
    private List<Typed> packed(Routine routine, List<Typed> arguments, Span span) {
        if (!routine.isVariadic() || routine.variadic() == Oids.ANY) {
            return arguments;
        }
        int fixed = routine.arguments().size() - 1;
        List<Typed> further = arguments.subList(fixed, arguments.size());
        SqlType array = types.arrayOf(further.getFirst().type()).orElseThrow();
        List<Typed> packed = new ArrayList<>(arguments.subList(0, fixed));
        packed.add(new Typed.ArrayOf(further, array, span));
        return packed;
    }
}
