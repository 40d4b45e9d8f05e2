package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.syntax.Expression.FunctionCall;
import dev.rowhook.filter.syntax.Expression.Name;

/// What names mean.
interface Scope {
    Operand name(Name name) throws FilterException;

    /// `changed(column)`.
    Operand changed(FunctionCall call) throws FilterException;
}
