package dev.rowhook.changelog;

import dev.rowhook.core.DatabaseId;

/// A stretch of a log that is one plain table of the schema `rowhook_log`. `lastSeq` is
/// [Long#MAX_VALUE] while it is the one that is appended to.
record Segment(int number, int incarnation, long firstSeq, long lastSeq) {

    /// The quoted name of its table.
    String table(DatabaseId database) {
        return "rowhook_log.\"%s%d\"".formatted(prefix(database), number);
    }

    /// How the names of all tables of a log begin.
    static String prefix(DatabaseId database) {
        return "segment_%s_".formatted(database.value().toString().replace("-", ""));
    }
}
