package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.Types;
import dev.rowhook.filter.value.ValueType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Calls functions here and in a Postgres and compares what they answer: the text of the result, or
/// the code of the error. Calls are noted first; [#agree] asks Postgres for all of them in one
/// query. Not thread-safe.
///
/// ```java
/// try (FunctionOracle oracle = new FunctionOracle(seed)) {
///     oracle.calls(100, FunctionCall.of("int4pl", "$1 + $2", "int4", "int4", "int4"), texts);
///     oracle.agree();
/// }
/// ```
final class FunctionOracle implements AutoCloseable {
    private static final String ATTEMPT =
            """
            create or replace function pg_temp.attempt(expression text) returns text language plpgsql as $$
            declare result text;
            begin
                execute 'select case when v is null then ''null'' else format(''=%s'', v) end '
                    || 'from (select ' || expression || ') s(v)' into result;
                return result;
            exception when others then
                return 'ERROR:' || sqlstate;
            end $$
            """;
    private static final String NOT_READ_HERE = "ERROR:0A000";

    private final Connection connection;
    private final long seed;
    private final RandomGenerator random;
    private final Map<String, SqlType> types = new HashMap<>();
    private final List<String> expressions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    FunctionOracle(long seed) throws SQLException {
        this.connection = FilterPostgres.connect();
        this.seed = seed;
        this.random = new Random(seed);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ATTEMPT);
        }
    }

    /// Texts of the values of a type.
    @FunctionalInterface
    interface Texts {
        String next(String type, RandomGenerator random);
    }

    /// Notes calls of a function with random arguments.
    void calls(int times, FunctionCall call, Texts texts) throws SQLException {
        for (int i = 0; i < times; i++) {
            call(call, call.arguments().stream().map(t -> texts.next(t, random)).toList());
        }
    }

    /// Notes a call of a function.
    void call(FunctionCall call, List<String> texts) throws SQLException {
        List<SqlType> arguments = new ArrayList<>();
        for (String type : call.arguments()) {
            arguments.add(type(type));
        }
        SqlType result = type(call.result());
        Maker maker =
                NumberMakers.find(call.prosrc())
                        .orElseThrow(() -> new AssertionError("no function " + call.prosrc()));
        expressions.add(call.with(texts));
        answers.add(
                answer(() -> {
                    List<Object> values = new ArrayList<>();
                    for (int i = 0; i < texts.size(); i++) {
                        values.add(texts(arguments.get(i)).read(texts.get(i)));
                    }
                    Site site = new Site(arguments, result, Collation.C, values);
                    return written(maker.at(site).apply(values.toArray()), result);
                }));
    }

    /// Notes a text to be read and written.
    void text(String type, String text) throws SQLException {
        SqlType sqlType = type(type);
        expressions.add("%s::%s".formatted(FunctionCall.quoted(text), type));
        answers.add(answer(() -> written(texts(sqlType).read(text), sqlType)));
    }

    private interface Attempt {
        String answer() throws UnsupportedCallException;
    }

    private static String answer(Attempt attempt) {
        try {
            return attempt.answer();
        } catch (EvaluationException e) {
            return "ERROR:" + e.sqlState();
        } catch (UnsupportedCallException e) {
            return "unsupported: " + e.getMessage();
        }
    }

    private static String written(Object value, SqlType type) {
        return value == Nothing.NULL ? "null" : "=" + texts(type).write(value);
    }

    @SuppressWarnings("unchecked")
    private static ValueType<Object> texts(SqlType type) {
        return (ValueType<Object>)
                Types.find(type).orElseThrow(() -> new AssertionError("no texts of " + type));
    }

    private SqlType type(String name) throws SQLException {
        SqlType known = types.get(name);
        if (known != null) {
            return known;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("select ?::regtype::oid::int8")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                SqlType type = new SqlType.BuiltIn((int) row.getLong(1));
                types.put(name, type);
                return type;
            }
        }
    }

    /// Asks Postgres for all that was noted, and fails where it answers otherwise.
    void agree() throws SQLException {
        agreeWhereRead(0);
    }

    /// The same where some texts of a right form are not read here (0A000).
    ///
    /// @param mostUnread how many at most
    void agreeWhereRead(int mostUnread) throws SQLException {
        List<String> expected = ask();
        List<String> differences = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String answer = answers.get(i);
            if (!answer.equals(expected.get(i))) {
                (answer.equals(NOT_READ_HERE) ? unread : differences)
                        .add(
                                "%s: %s, not %s"
                                        .formatted(expressions.get(i), expected.get(i), answer));
            }
        }
        assertThat(differences).as("seed %d, %d calls", seed, expected.size()).isEmpty();
        assertThat(unread).as("not read, seed %d", seed).hasSizeLessThanOrEqualTo(mostUnread);
        expressions.clear();
        answers.clear();
    }

    private List<String> ask() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select pg_temp.attempt(e) from unnest(?) with ordinality u(e, n) order by n")) {
            statement.setArray(1, connection.createArrayOf("text", expressions.toArray()));
            List<String> results = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    results.add(rows.getString(1));
                }
            }
            return results;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
