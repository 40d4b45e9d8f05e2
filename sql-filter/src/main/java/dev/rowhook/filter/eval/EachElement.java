package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.ArrayValue;

import java.util.ArrayList;
import java.util.List;

/// The array of what becomes of each element.
///
/// @param step what becomes of the [AtHand]
record EachElement(Node array, Node step) implements Node {
    @Override
    public Object value(ChangedRow row) {
        Object found = array.value(row);
        if (!(found instanceof ArrayValue elements)) {
            return found;
        }
        List<Object> made = new ArrayList<>(elements.elements().size());
        for (Object element : elements.elements()) {
            row.takeElement(element);
            made.add(step.value(row));
        }
        return elements.with(made);
    }

    @Override
    public boolean isConstant() {
        return array.isConstant();
    }

    /// The element that the row has at hand.
    record AtHand() implements Node {
        @Override
        public Object value(ChangedRow row) {
            return row.element();
        }
    }
}
