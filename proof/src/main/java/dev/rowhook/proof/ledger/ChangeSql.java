package dev.rowhook.proof.ledger;

/// Writes the statements of a table that change rows, enter the changes into the ledger, and keep
/// the vacant keys.
///
/// A row counts in `turn` the changes that its key was part of. A key that a change leaves vacant
/// goes with its turn into the table `vacant`, and whoever takes it from there goes on counting. So
/// the turns of a key number all its changes in the order in which they commit: each one locks the
/// row, or the vacancy, that the one before it left.
///
/// @param numbers the rows of numbers to work on, as a source of rows
record ChangeSql(TableSql columns, String numbers) {

    String insert() {
        return with(
                "row as (insert into %s (%s, uid, version, turn, spent, %s)"
                        .formatted(name(), columns.keyColumns(), columns.insertedColumns()),
                "select %s, s.n, 1, 1, false, %s from %s s"
                        .formatted(
                                columns.keyOf("s.n"), columns.insertedValues("s.n", "1"), numbers),
                "returning uid)",
                enter(Action.INSERT, "uid, 1, uid, 1, null, null", "row"));
    }

    String insertWithoutKey() {
        return with(
                "row as (insert into %s (uid, version, %s)"
                        .formatted(name(), columns.insertedColumns()),
                "select s.n, 1, %s from %s s"
                        .formatted(columns.insertedValues("s.n", "1"), numbers),
                "returning uid)",
                enter(Action.INSERT, "uid, 1, null, null, null, null", "row"));
    }

    String fill() {
        return with(
                """
                s as (
                    delete from vacant v using (select ?::bigint as x, ?::bigint as n,
                        ?::bigint as uid, ?::bigint = 1 as again) p
                    where v.key = p.n and v.source_table = '%s'
                    returning p.x, v.key, v.turn + 1 as turn, v.spent,
                        case when v.dead and p.again then v.uid else p.uid end as uid,
                        case when v.dead and p.again then v.version + 1 else 1 end as version),\
                """
                        .formatted(columns.table().code()),
                "row as (insert into %s (%s, uid, version, turn, spent, %s)"
                        .formatted(name(), columns.keyColumns(), columns.insertedColumns()),
                "select %s, s.uid, s.version, s.turn, s.spent, %s from s)"
                        .formatted(
                                columns.keyOf("s.key"),
                                columns.insertedValues("s.uid", "s.version")),
                enter(Action.INSERT, "uid, version, key, turn, null, null", "s"));
    }

    String update() {
        return with(
                "changed as (update %s t set turn = t.turn + 1,".formatted(name()),
                columns.updates(),
                "from %s s where %s".formatted(numbers, columns.hasKey("s.n")),
                "returning s.n, t.uid, t.version, t.turn)",
                enter(Action.UPDATE, "uid, version, n, turn, null, null", "changed"));
    }

    String move() {
        return with(
                "moved as (update %s t set (%s) = row(%s),"
                        .formatted(name(), columns.keyColumns(), columns.keyOf("s.m")),
                "left_at = t.turn + 1, turn = 1, %s".formatted(columns.updates()),
                "from %s s where %s and not t.spent".formatted(numbers, columns.hasKey("s.n")),
                "returning s.n, s.m, t.uid, t.version, t.turn, t.left_at),",
                leave("n, uid, version, left_at", false, "moved"),
                enter(Action.UPDATE, "uid, version, m, turn, n, left_at", "moved"));
    }

    String moveToVacant() {
        return with(
                """
                place as (
                    delete from vacant v using %s s
                    where v.key = s.m and v.source_table = '%s'
                        and exists (select from %s t where %s and not t.spent)
                    returning s.x, s.n, s.m, v.turn, v.spent),\
                """
                        .formatted(numbers, columns.table().code(), name(), columns.hasKey("s.n")),
                "moved as (update %s t set (%s) = row(%s),"
                        .formatted(name(), columns.keyColumns(), columns.keyOf("s.m")),
                "left_at = t.turn + 1, turn = s.turn + 1, spent = s.spent, %s"
                        .formatted(columns.updates()),
                "from place s where %s and not t.spent".formatted(columns.hasKey("s.n")),
                "returning s.n, s.m, t.uid, t.version, t.turn, t.left_at),",
                leave("n, uid, version, left_at", false, "moved"),
                enter(Action.UPDATE, "uid, version, m, turn, n, left_at", "moved"));
    }

    String delete() {
        return with(
                "gone as (delete from %s t using %s s".formatted(name(), numbers),
                "where %s and not t.spent".formatted(columns.hasKey("s.n")),
                "returning s.n, t.uid, t.version + 1 as version, t.turn + 1 as turn),",
                leave("n, uid, version, turn", true, "gone"),
                enter(Action.DELETE, "uid, version, n, turn, null, null", "gone"));
    }

    private String name() {
        return columns.table().sqlName();
    }

    private static String with(String... parts) {
        return "with " + String.join("\n", parts);
    }

    /// `values`: key, uid, version, turn.
    private String leave(String values, boolean dead, String rows) {
        return """
        freed as (insert into vacant (key, uid, version, turn, source_table, dead, spent)
            select %s, '%s', %s, %s from %s)\
        """
                .formatted(
                        values,
                        columns.table().code(),
                        dead,
                        dead && columns.table().deletesKeysOnce(),
                        rows);
    }

    /// `values`: uid, version, key, turn, old key, old turn.
    private String enter(Action action, String values, String rows) {
        return """
        insert into ledger (uid, version, key, turn, old_key, old_turn, source_table, action)
        select %s, '%s', '%s' from %s\
        """
                .formatted(values, columns.table().code(), action.code(), rows);
    }
}
