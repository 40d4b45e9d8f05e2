package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.Nothing;

import java.util.List;

/// `coalesce`.
record FirstValue(List<Node> arguments) implements Node {
    @Override
    public Object value(ChangedRow row) {
        for (Node argument : arguments) {
            Object value = argument.value(row);
            if (value != Nothing.NULL) {
                return value;
            }
        }
        return Nothing.NULL;
    }

    @Override
    public boolean isConstant() {
        return arguments.stream().allMatch(Node::isConstant);
    }
}
