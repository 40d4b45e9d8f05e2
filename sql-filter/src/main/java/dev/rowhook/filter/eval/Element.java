package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

/// `array[index]`. Of an array that is null no index is evaluated.
record Element(Node array, Node index) implements Node {
    @Override
    public Object value(ChangedRow row) {
        Object found = array.value(row);
        if (!(found instanceof ArrayValue elements)) {
            return found;
        }
        Object at = index.value(row);
        return at instanceof Nothing ? at : elements.at((Long) at);
    }

    @Override
    public boolean isConstant() {
        return array.isConstant() && index.isConstant();
    }
}
