package dev.rowhook.filter.eval;

import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.Nothing;

import java.util.List;

/// The call of a function.
final class Call implements Node {
    private final Implementation function;
    private final Node[] arguments;
    private final boolean foldable;

    /// @param foldable whether Postgres calls it with constants before there is a row
    Call(Implementation function, List<Node> arguments, boolean foldable) {
        this.foldable = foldable;
        this.function = function;
        this.arguments = arguments.toArray(Node[]::new);
    }

    @Override
    public Object value(ChangedRow row) {
        Object[] values = new Object[arguments.length];
        boolean missing = false;
        boolean empty = false;
        for (int i = 0; i < values.length; i++) {
            Object value = arguments[i].value(row);
            missing |= value == Nothing.MISSING;
            empty |= value == Nothing.NULL;
            values[i] = value;
        }
        if (empty && !function.takesNulls()) {
            return Nothing.NULL;
        }
        return missing ? Nothing.MISSING : function.apply(values);
    }

    @Override
    public boolean isConstant() {
        if (!foldable) {
            return false;
        }
        for (Node argument : arguments) {
            if (!argument.isConstant()) {
                return false;
            }
        }
        return true;
    }
}
