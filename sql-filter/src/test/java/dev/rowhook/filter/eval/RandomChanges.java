package dev.rowhook.filter.eval;

import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.random.RandomRows;
import dev.rowhook.filter.random.RandomTable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// Random changes of a table: as rows in Postgres, which is asked about them, and as its stream
/// sends them, which a filter judges.
///
/// Answers are `true`, `false` for false and null alike, and `error` with the SQLSTATE.
final class RandomChanges {
    private static final int CHANGES = 12;
    private static final String ROWS =
            " from cases_new new join cases_old old using (rid) join cases_act act using (rid)";

    private final Connection connection;
    private final RandomTable table;
    private final List<RowChange> changes = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private RandomChanges(Connection connection, RandomTable table) {
        this.connection = connection;
        this.table = table;
    }

    static RandomChanges create(Connection connection, RandomTable table, Random random)
            throws SQLException {
        RandomChanges made = new RandomChanges(connection, table);
        made.fill(random);
        for (int i = 0; i < CHANGES; i++) {
            made.read(i, action(i));
        }
        return made;
    }

    /// Makes room for another table.
    void drop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table cases_new, cases_old, cases_act");
        }
    }

    private static Action action(int number) {
        return switch (number % 6) {
            case 0 -> Action.INSERT;
            case 1 -> Action.DELETE;
            case 2 -> Action.READ;
            default -> Action.UPDATE;
        };
    }

    private void fill(Random random) throws SQLException {
        RandomRows rows = new RandomRows(table, random);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table cases_new (rid int, like cases);
                    create table cases_old (rid int, like cases);
                    create table cases_act (rid int, action text);
                    create or replace function ask(expression text) returns text[] language plpgsql as $$
                    declare
                        answers text[];
                        answer text;
                    begin
                        begin
                            execute 'select array_agg(coalesce((' || expression || '), false)::text order by rid)%1$s'
                                into answers;
                            return answers;
                        exception when others then
                            answers = '{}';
                        end;
                        for i in 0..%2$d loop
                            begin
                                execute 'select coalesce((' || expression || '), false)::text%1$s where rid = ' || i
                                    into answer;
                                answers = answers || answer;
                            exception when others then
                                answers = answers || ('error ' || sqlstate);
                            end;
                        end loop;
                        return answers;
                    end $$
                    """
                            .formatted(ROWS, CHANGES - 1));
            for (int i = 0; i < CHANGES; i++) {
                while (!insertChange(statement, rows, i)) {}
            }
        }
    }

    /// Whether it was one that the table can hold.
    private static boolean insertChange(Statement statement, RandomRows rows, int number)
            throws SQLException {
        List<Optional<String>> before = rows.row();
        List<Optional<String>> after =
                switch (action(number)) {
                    case UPDATE -> rows.changed(before);
                    default -> before;
                };
        boolean isNew = action(number) == Action.INSERT || action(number) == Action.READ;
        try {
            insert(statement, "cases_new", number, after);
            insert(
                    statement,
                    "cases_old",
                    number,
                    isNew ? before.stream().map(_ -> Optional.<String>empty()).toList() : before);
        } catch (SQLException e) {
            statement.execute("delete from cases_new where rid = " + number);
            return false;
        }
        statement.execute(
                "insert into cases_act values (%d, '%s')"
                        .formatted(number, action(number).name().toLowerCase(Locale.ROOT)));
        return true;
    }

    private static void insert(
            Statement statement, String into, int number, List<Optional<String>> row)
            throws SQLException {
        statement.execute(
                "insert into %s values (%d, %s"
                        .formatted(into, number, RandomRows.sql(row).substring(1)));
    }

    private void read(int number, Action action) throws SQLException {
        Tuple none = new TupleBuilder().build();
        Tuple after = tuple("cases_new", number);
        Tuple before = tuple("cases_old", number);
        changes.add(
                switch (action) {
                    case UPDATE -> new RowChange(action, 1, OldRow.FULL, before, after);
                    case DELETE -> new RowChange(action, 1, OldRow.FULL, before, none);
                    default -> new RowChange(action, 1, OldRow.NONE, none, after);
                });
        texts.add(
                "%s %s -> %s"
                        .formatted(action, text("cases_old", number), text("cases_new", number)));
    }

    private String text(String from, int number) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select t::text from %s t where rid = %d"
                                        .formatted(from, number))) {
            row.next();
            return row.getString(1);
        }
    }

    /// The texts by the output functions, as the stream has them.
    private Tuple tuple(String from, int number) throws SQLException {
        String columns =
                table.table().columns().stream()
                        .map(column -> '"' + column.name() + '"')
                        .map(name ->
                                "case when num_nulls(%1$s) = 0 then format('%%s', %1$s) end"
                                        .formatted(name))
                        .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select %s from %s where rid = %d"
                                        .formatted(columns, from, number))) {
            row.next();
            TupleBuilder tuple = new TupleBuilder();
            for (int i = 1; i <= table.table().columns().size(); i++) {
                String text = row.getString(i);
                if (text == null) {
                    tuple.nothing();
                } else {
                    tuple.text(text);
                }
            }
            return tuple.build();
        }
    }

    /// What Postgres says of each change.
    List<String> ask(String expression) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select ask(?)")) {
            statement.setString(1, expression);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                Array answers = answer.getArray(1);
                return List.of((String[]) answers.getArray());
            }
        }
    }

    /// What a filter says of each change.
    List<String> judge(Filter filter) {
        ChangedRow row = new ChangedRow(table.table());
        return changes.stream().map(change -> answer(filter, row, change)).toList();
    }

    private static String answer(Filter filter, ChangedRow row, RowChange change) {
        row.set(change);
        try {
            return switch (filter.test(row)) {
                case PASSES -> "true";
                case FAILS -> "false";
                case UNDECIDED -> "undecided";
            };
        } catch (EvaluationException e) {
            return "error " + e.sqlState();
        }
    }

    /// What a filter says of a change that lacks values, if it is not what it says of the whole
    /// one.
    Optional<String> contradiction(Filter filter) {
        ChangedRow row = new ChangedRow(table.table());
        for (RowChange change : changes) {
            if (change.oldKind() == OldRow.FULL && change.action() == Action.DELETE) {
                RowChange partial =
                        new RowChange(
                                change.action(),
                                change.relationOid(),
                                OldRow.KEY,
                                change.oldRow(),
                                change.newRow());
                String without = answer(filter, row, partial);
                String with = answer(filter, row, change);
                boolean mayDiffer = without.equals("undecided") || with.startsWith("error");
                if (!mayDiffer && !without.equals(with)) {
                    return Optional.of(without + " instead of " + with);
                }
            }
        }
        return Optional.empty();
    }

    /// The change with this number.
    String describe(int number) {
        return texts.get(number);
    }
}
