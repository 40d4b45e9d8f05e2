package dev.rowhook.filter.eval;

import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.Nothing;

import java.util.List;

/// `greatest` and `least`, which pass over nulls.
record Extreme(boolean greatest, Implementation compare, List<Node> arguments) implements Node {
    @Override
    public Object value(ChangedRow row) {
        Object extreme = Nothing.NULL;
        boolean missing = false;
        for (Node argument : arguments) {
            Object value = argument.value(row);
            missing |= value == Nothing.MISSING;
            if (value instanceof Nothing) {
                continue;
            }
            if (extreme instanceof Nothing || isBetter(value, extreme)) {
                extreme = value;
            }
        }
        return missing ? Nothing.MISSING : extreme;
    }

    private boolean isBetter(Object value, Object extreme) {
        long order = (Long) compare.apply(new Object[] {value, extreme});
        return greatest ? order > 0 : order < 0;
    }

    @Override
    public boolean isConstant() {
        return arguments.stream().allMatch(Node::isConstant);
    }
}
