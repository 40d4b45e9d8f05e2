package dev.rowhook.filter.function;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.value.Nothing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads texts and calls functions under a collation, here and in a Postgres, and compares. Not
/// thread-safe.
final class TextCalls {
    private static final String REFUSED = "refused";
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
    private final FunctionTable functions;
    private final String collationName;
    private final Collation collation;
    private final List<String> expressions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    TextCalls(
            Connection connection,
            FunctionTable functions,
            String collationName,
            Collation collation) {
        this.connection = connection;
        this.functions = functions;
        this.collationName = collationName;
        this.collation = collation;
    }

    /// An argument: the name of its type and its text.
    record Argument(String type, String text) {
        private static final String NULL = "<null>";

        static Argument none(String type) {
            return new Argument(type, NULL);
        }

        boolean isNull() {
            return text.equals(NULL);
        }

        Object value() {
            return isNull() ? Nothing.NULL : TextTypesByName.texts(type).read(text);
        }
    }

    /// Notes a text to be read and written.
    void text(String type, String text) {
        expressions.add(literal(new Argument(type, text)));
        answers.add(
                outcome(() -> {
                    Object value = TextTypesByName.texts(type).read(text);
                    return "=" + TextTypesByName.texts(type).write(value);
                }));
    }

    /// Notes a call.
    ///
    /// @param call the SQL, with `%s` for each argument
    void call(String prosrc, String call, String result, Argument... arguments) {
        List<String> literals = new ArrayList<>();
        for (Argument argument : arguments) {
            literals.add(collated(argument));
        }
        expressions.add(call.formatted(literals.toArray()));
        answers.add(outcome(() -> evaluated(prosrc, result, arguments)));
    }

    private String evaluated(String prosrc, String result, Argument... arguments) {
        List<Object> values = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        for (Argument argument : arguments) {
            values.add(argument.value());
            types.add(TextTypesByName.type(argument.type()));
        }
        Site site = new Site(types, TextTypesByName.type(result), collation, values);
        try {
            Object value =
                    requireNonNull(functions.makers().get(prosrc), prosrc)
                            .at(site)
                            .apply(values.toArray());
            return value == Nothing.NULL
                    ? "null"
                    : "=" + TextTypesByName.texts(result).write(value);
        } catch (UnsupportedCallException _) {
            return REFUSED;
        }
    }

    private String collated(Argument argument) {
        return switch (argument.type()) {
            case "text", "varchar", "bpchar", "name", "text[]", "bpchar[]" ->
                    literal(argument) + " collate \"" + collationName + "\"";
            default -> literal(argument);
        };
    }

    private static String literal(Argument argument) {
        if (argument.isNull()) {
            return "null::" + argument.type();
        }
        return "'%s'::%s".formatted(argument.text().replace("'", "''"), argument.type());
    }

    private static String outcome(Supplier<String> answer) {
        try {
            return answer.get();
        } catch (EvaluationException e) {
            return "!" + e.sqlState();
        }
    }

    /// Asks Postgres for all that was noted.
    ///
    /// @param refusals how many may be refused here
    void agree(int refusals) throws SQLException {
        List<String> differences = new ArrayList<>();
        List<String> expected = ask();
        int refused = 0;
        for (int at = 0; at < expected.size(); at++) {
            if (answers.get(at).equals(REFUSED)) {
                refused++;
            } else if (!answers.get(at).equals(expected.get(at))) {
                differences.add(
                        "%s: %s, not %s"
                                .formatted(expressions.get(at), expected.get(at), answers.get(at)));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(refused).isLessThanOrEqualTo(refusals);
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
}
