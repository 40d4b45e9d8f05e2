package dev.rowhook.proof.ledger;

/// One statement that changes a table and enters what it changed into the ledger. Its parameters
/// are numbers: the first, `x`, is random and decides on the values; others name keys or make uids.
enum Step {
    /// `x, n`: a new row of uid `n` under the new key `n`.
    INSERT(Parameters.ONE),
    /// `x, n, uid, again`: a row under the vacant key `n`, of a new uid; or, if `again` is 1 and
    /// the key is vacant by a delete, of the uid that was deleted.
    FILL(Parameters.NONE),
    /// `x, n`
    UPDATE(Parameters.ONE),
    /// `x, n, m`: to the new key `m`.
    MOVE(Parameters.TWO),
    /// `x, n, m`: to the vacant key `m`.
    MOVE_TO_VACANT(Parameters.TWO),
    /// `x, n`
    DELETE(Parameters.ONE),
    /// `x, n, l`: new rows of keys and uids from `n` to `l`.
    INSERT_MANY(Parameters.MANY),
    /// `x, n, l`
    UPDATE_MANY(Parameters.MANY),
    /// `x, n, l, m`: to new keys from `m` on.
    MOVE_MANY(Parameters.MANY_TWICE),
    /// `x, n, l`
    DELETE_MANY(Parameters.MANY);

    private final Parameters parameters;

    Step(Parameters parameters) {
        this.parameters = parameters;
    }

    /// The statement for a table. The number of rows that it reports is that of the changes.
    String sql(LedgerTable table) {
        TableSql columns = TableSql.of(table);
        ChangeSql sql = new ChangeSql(columns, parameters.sql);
        return switch (this) {
            case INSERT, INSERT_MANY -> table.hasKey() ? sql.insert() : sql.insertWithoutKey();
            case FILL -> sql.fill();
            case UPDATE, UPDATE_MANY -> sql.update();
            case MOVE, MOVE_MANY -> sql.move();
            case MOVE_TO_VACANT -> sql.moveToVacant();
            case DELETE, DELETE_MANY -> sql.delete();
        };
    }

    /// The parameters as rows with a column for each.
    private enum Parameters {
        NONE(""),
        ONE("(select ?::bigint as x, ?::bigint as n)"),
        TWO("(select ?::bigint as x, ?::bigint as n, ?::bigint as m)"),
        MANY(
                """
                (select 7919 * g.n + r.x as x, g.n
                 from (select ?::bigint as x, ?::bigint as n, ?::bigint as l) r,
                      generate_series(r.n, r.l) as g(n))\
                """),
        MANY_TWICE(
                """
                (select 7919 * g.n + r.x as x, g.n, g.n - r.n + r.m as m
                 from (select ?::bigint as x, ?::bigint as n, ?::bigint as l, ?::bigint as m) r,
                      generate_series(r.n, r.l) as g(n))\
                """);

        private final String sql;

        Parameters(String sql) {
            this.sql = sql;
        }
    }
}
