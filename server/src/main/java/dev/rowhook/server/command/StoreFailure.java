package dev.rowhook.server.command;

import java.sql.SQLException;

/// Says why a Postgres of the operator's did not do what it was asked.
final class StoreFailure {
    private StoreFailure() {}

    /// In one line. The operator's own Postgres may say what it has to say, without statements and
    /// rows.
    static String text(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String what =
                switch (state) {
                    case "28P01", "28000" ->
                            "the login is refused; `rowhook server setup` makes the roles and sets their passwords";
                    case "3D000" -> "the database does not exist; `rowhook server setup` makes it";
                    case "42501" -> "the role may not do this";
                    default ->
                            state.startsWith("08")
                                    ? "it cannot be reached"
                                    : "it refused a statement";
                };
        return "Rowhook's own Postgres: %s (SQL state %s: %s)".formatted(what, state, message);
    }
}
