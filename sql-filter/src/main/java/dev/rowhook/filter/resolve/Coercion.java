package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Casts operands.
final class Coercion {
    /// No modifier.
    static final int PLAIN = -1;

    private final Catalogue catalogue;
    private final Types types;
    private final Casts casts;
    private final SqlBodies bodies;

    Coercion(Catalogue catalogue, Types types, Casts casts, SqlBodies bodies) {
        this.catalogue = catalogue;
        this.types = types;
        this.casts = casts;
        this.bodies = bodies;
    }

    /// The operand as another type; empty if there is no such cast where it stands.
    Optional<Operand> to(Operand from, SqlType type, int modifier, Context context, Span span)
            throws FilterException {
        if (!casts.isPossible(from.type(), type, context)) {
            return Optional.empty();
        }
        Operand cast = converted(from, type, modifier, context, span);
        return Optional.of(
                modifier == PLAIN ? cast : withModifier(cast, type, modifier, context, span));
    }

    private Operand converted(Operand from, SqlType type, int modifier, Context context, Span span)
            throws FilterException {
        if (from.type().equals(type)) {
            return from;
        }
        if (from.typed() instanceof Typed.Constant(Optional<String> text, SqlType old, Span at)
                && Types.isUnknown(old)) {
            return from.with(new Typed.Constant(text, type, at), literal(from.collated(), type));
        }
        Casts.Path path = casts.path(from.type(), type, context).orElseThrow();
        if (path instanceof Casts.Path.Function(CastEntry cast) && !cast.body().isEmpty()) {
            return bodies.expand(cast.body(), cast.source(), List.of(from), span);
        }
        Typed typed =
                switch (path) {
                    case Casts.Path.Relabel() -> new Typed.Relabel(from.typed(), type, span);
                    case Casts.Path.ThroughText() ->
                            new Typed.ThroughText(from.typed(), type, span);
                    case Casts.Path.Function(CastEntry cast) ->
                            call(cast, from, type, modifier, context, span);
                    case Casts.Path.Elements() -> elements(from, type, modifier, context, span);
                };
        return from.with(typed, passed(from.collated(), type));
    }

    private Collated literal(Collated collated, SqlType type) {
        return types.isCollatable(type) && collated.strength() == Collated.Strength.EXPLICIT
                ? collated
                : own(type);
    }

    /// The collation that a type has by itself.
    Collated own(SqlType type) {
        if (!types.isCollatable(type)) {
            return Collated.NONE;
        }
        return types.collatesByBytes(type) ? Collated.BYTES : Collated.DEFAULT;
    }

    /// The collation of a result: that of the arguments, if the result collates at all.
    Collated passed(Collated arguments, SqlType result) {
        boolean passes =
                types.isCollatable(result) && arguments.strength() != Collated.Strength.NONE;
        return passes ? arguments : own(result);
    }

    private Typed call(
            CastEntry cast, Operand from, SqlType type, int modifier, Context context, Span span) {
        List<Typed> arguments = new ArrayList<>(List.of(from.typed()));
        if (cast.arguments() >= 2) {
            arguments.add(
                    new Typed.Constant(
                            Optional.of(Integer.toString(modifier)), Oids.INT4_TYPE, span));
        }
        if (cast.arguments() == 3) {
            String explicit = context == Context.EXPLICIT ? "t" : "f";
            arguments.add(new Typed.Constant(Optional.of(explicit), Oids.BOOL_TYPE, span));
        }
        return new Typed.Call(cast.source(), arguments, collation(from), type, span);
    }

    private static Collation collation(Operand from) {
        return from.collated().collation();
    }

    private Typed elements(Operand from, SqlType type, int modifier, Context context, Span span)
            throws FilterException {
        SqlType source = types.element(from.type()).orElseThrow();
        SqlType target = types.element(type).orElseThrow();
        Operand element = from.with(new Typed.ArrayElement(source, span), from.collated());
        Typed cast = to(element, target, modifier, context, span).orElseThrow().typed();
        return switch (cast) {
            case Typed.ArrayElement _ -> new Typed.Relabel(from.typed(), type, span);
            case Typed.Relabel(Typed.ArrayElement _, _, _) ->
                    new Typed.Relabel(from.typed(), type, span);
            default -> new Typed.EachElement(from.typed(), cast, type, span);
        };
    }

    private Operand withModifier(
            Operand value, SqlType type, int modifier, Context context, Span span)
            throws FilterException {
        if (value.typed() instanceof Typed.EachElement) {
            return value;
        }
        if (types.element(type).isPresent()) {
            return value.with(elements(value, type, modifier, context, span), value.collated());
        }
        Optional<CastEntry> fit = catalogue.cast(type.oid(), type.oid());
        return fit.isEmpty()
                ? value
                : value.with(
                        call(fit.get(), value, type, modifier, context, span), value.collated());
    }
}
