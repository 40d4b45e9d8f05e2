package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.Nothing;

import java.util.List;

/// `case`.
record Choice(List<Branch> branches, Node otherwise) implements Node {
    /// One `when … then …`.
    record Branch(Condition condition, Node result) {}

    @Override
    public Object value(ChangedRow row) {
        for (Branch branch : branches) {
            Truth truth = branch.condition().truth(row);
            if (truth == Truth.TRUE) {
                return branch.result().value(row);
            }
            if (truth == Truth.MISSING) {
                return Nothing.MISSING;
            }
        }
        return otherwise.value(row);
    }

    @Override
    public boolean isConstant() {
        return otherwise.isConstant()
                && branches.stream()
                        .allMatch(branch ->
                                branch.condition().isConstant() && branch.result().isConstant());
    }
}
