package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings operands to one type, where each may be the result.
final class CommonOperands {
    private final Types types;
    private final CommonType common;
    private final Casts casts;
    private final Calls calls;
    private final Problems problems;

    CommonOperands(Types types, Casts casts, Calls calls, Problems problems) {
        this.types = types;
        this.common = new CommonType(types, casts);
        this.casts = casts;
        this.calls = calls;
        this.problems = problems;
    }

    /// The type of all; empty if there is none.
    Optional<SqlType> find(List<Operand> operands) {
        return common.find(operands.stream().map(Operand::type).toList());
    }

    /// The type of all, and they can be cast to it.
    Optional<SqlType> findCastable(List<Operand> operands) {
        return find(operands)
                .filter(type ->
                        operands.stream()
                                .allMatch(o ->
                                        casts.isPossible(
                                                o.type(), type, CastEntry.Context.IMPLICIT)));
    }

    SqlType require(List<Operand> operands, String where, Span span) throws FilterException {
        return find(operands)
                .orElseThrow(() ->
                        problems.type(
                                span,
                                "the values of %s have different types, %s: cast some"
                                        .formatted(where, listed(operands))));
    }

    private String listed(List<Operand> operands) {
        return String.join(
                " and ", operands.stream().map(o -> types.name(o.type())).distinct().toList());
    }

    List<Operand> cast(List<Operand> operands, SqlType type) throws FilterException {
        List<Operand> cast = new ArrayList<>();
        for (Operand operand : operands) {
            cast.add(calls.argument(operand, type));
        }
        return cast;
    }
}
