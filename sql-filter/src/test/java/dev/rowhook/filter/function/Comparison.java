package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.ValueType;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Calls functions here and in a Postgres and compares. Not thread-safe.
final class Comparison {
    private static final String TRY =
            """
            create or replace function pg_temp.attempt(expression text) returns text language plpgsql as $$
            declare result text;
            begin
                execute 'select (' || expression || ')::text' into result;
                return coalesce('=' || result, 'null');
            exception when others then
                return '!' || sqlstate;
            end $$
            """;

    private final Connection connection;
    private final Map<String, SqlType> types;
    private final Map<Integer, ValueType<?>> texts;
    private final FunctionTable functions;
    private final List<String> expressions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    /// @param types the types by their names
    Comparison(
            Connection connection,
            Map<String, SqlType> types,
            Map<Integer, ValueType<?>> texts,
            FunctionTable functions) {
        this.connection = connection;
        this.types = types;
        this.texts = texts;
        this.functions = functions;
    }

    /// Notes a text to be read and written.
    void text(String type, String text) {
        expressions.add("%s::%s".formatted(quoted(text), type));
        answers.add(outcome(() -> write(type, read(type, text))));
    }

    /// Notes a call.
    ///
    /// @param call the SQL, with `%s` for each argument
    /// @param arguments each a type and a text, as `date 2024-01-01`
    void call(String prosrc, String call, String result, Argument... arguments) {
        Object[] literals = new Object[arguments.length];
        for (int i = 0; i < literals.length; i++) {
            literals[i] = quoted(arguments[i].text()) + "::" + sql(arguments[i].type());
        }
        expressions.add(call.formatted(literals));
        answers.add(outcome(() -> evaluated(prosrc, result, arguments)));
    }

    private String evaluated(String prosrc, String result, Argument... arguments) {
        Object[] values = new Object[arguments.length];
        List<SqlType> argumentTypes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            values[i] = read(arguments[i].type(), arguments[i].text());
            argumentTypes.add(type(arguments[i].type()));
        }
        Site site = new Site(argumentTypes, type(result), Collation.UNKNOWN, List.of(values));
        try {
            return write(
                    result, requireNonNull(functions.makers().get(prosrc)).at(site).apply(values));
        } catch (UnsupportedCallException e) {
            throw new AssertionError(prosrc, e);
        }
    }

    private SqlType type(String name) {
        return requireNonNull(types.get(name), name);
    }

    private Object read(String type, String text) {
        return requireNonNull(texts.get(type(type).oid())).read(text);
    }

    @SuppressWarnings("unchecked")
    private String write(String type, Object value) {
        return value == Nothing.NULL
                ? "null"
                : "="
                        + ((ValueType<Object>) requireNonNull(texts.get(type(type).oid())))
                                .write(value);
    }

    private static String outcome(Supplier<String> answer) {
        try {
            return answer.get();
        } catch (EvaluationException e) {
            return "!" + e.sqlState();
        }
    }

    /// Digits to keep and type modifiers are integers, but not any.
    private static String sql(String type) {
        return type.equals("precision") || type.equals("modifier") ? "int4" : type;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Asks Postgres for all that was noted. What is not read here (0A000) counts as agreed, up to
    /// the given share.
    void agree(double unreadShare) throws SQLException {
        List<String> differences = new ArrayList<>();
        List<String> expected = ask();
        int unread = 0;
        for (int i = 0; i < expected.size(); i++) {
            if (answers.get(i).equals("!0A000")) {
                unread++;
            } else if (!answers.get(i).equals(expected.get(i))) {
                differences.add(
                        "%s: %s, not %s"
                                .formatted(expressions.get(i), expected.get(i), answers.get(i)));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(unread).isLessThanOrEqualTo((int) (unreadShare * expected.size()));
    }

    private List<String> ask() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRY);
        }
        Array all = connection.createArrayOf("text", expressions.toArray());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select pg_temp.attempt(e) from unnest(?) with ordinality u(e, n) order by n")) {
            statement.setArray(1, all);
            List<String> results = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    results.add(rows.getString(1));
                }
            }
            return results;
        }
    }

    /// An argument: the name of its type and its text.
    record Argument(String type, String text) {}
}
