package dev.rowhook.source;

import dev.rowhook.core.DatabaseId;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The application_name of our sessions at a source: `rowhook <installation> <database> <epoch>`.
///
/// @param installation tells installations apart that are copies of each other
public record SessionName(String installation, DatabaseId database, long epoch) {
    private static final Pattern FORM =
            Pattern.compile("rowhook ([0-9a-f]{8}) (db_[0-9a-z]{26}) ([0-9]{1,18})");

    /// @param installation its first eight digits are enough for Postgres's 63 bytes
    public static SessionName of(UUID installation, DatabaseId database, long epoch) {
        return new SessionName(installation.toString().substring(0, 8), database, epoch);
    }

    /// The name that `text` writes, if it is one of ours.
    public static Optional<SessionName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return DatabaseId.parse(matcher.group(2))
                .map(database ->
                        new SessionName(
                                matcher.group(1), database, Long.parseLong(matcher.group(3))));
    }

    /// Whether `other` is of the same database, and of a former owner or an earlier connection of
    /// this one.
    public boolean supersedes(SessionName other) {
        return installation.equals(other.installation)
                && database.equals(other.database)
                && other.epoch <= epoch;
    }

    @Override
    public String toString() {
        return "rowhook %s %s %d".formatted(installation, database, epoch);
    }
}
