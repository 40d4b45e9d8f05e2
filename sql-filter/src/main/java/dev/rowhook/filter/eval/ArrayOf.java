package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

import java.util.ArrayList;
import java.util.List;

/// `array[…]`.
record ArrayOf(List<Node> elements) implements Node {
    @Override
    public Object value(ChangedRow row) {
        List<Object> values = new ArrayList<>(elements.size());
        boolean missing = false;
        for (Node element : elements) {
            Object value = element.value(row);
            missing |= value == Nothing.MISSING;
            values.add(value);
        }
        return missing ? Nothing.MISSING : ArrayValue.of(values);
    }

    @Override
    public boolean isConstant() {
        return elements.stream().allMatch(Node::isConstant);
    }
}
