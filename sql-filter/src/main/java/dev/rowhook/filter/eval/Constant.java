package dev.rowhook.filter.eval;

/// The same value for every row.
record Constant(Object constant) implements Node {
    @Override
    public Object value(ChangedRow row) {
        return constant;
    }

    @Override
    public boolean isConstant() {
        return true;
    }
}
