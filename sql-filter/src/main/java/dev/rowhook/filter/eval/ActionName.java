package dev.rowhook.filter.eval;

/// `action`.
record ActionName() implements Node {
    @Override
    public Object value(ChangedRow row) {
        return switch (row.change().action()) {
            case INSERT -> "insert";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case TRUNCATE -> "truncate";
            case MESSAGE -> "message";
            case READ, BACKFILL_STARTED, BACKFILL_COMPLETED -> "read";
        };
    }
}
