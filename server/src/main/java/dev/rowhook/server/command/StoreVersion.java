package dev.rowhook.server.command;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/// Of which major version the operator's Postgres has to be.
final class StoreVersion {
    /// The oldest that is taken.
    static final int OLDEST = 16;

    private StoreVersion() {}

    /// Connects, and looks.
    ///
    /// @throws Refusal if it is older than that
    static void require(DataSource store, int oldest) throws Refusal, SQLException {
        try (Connection connection = store.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < oldest) {
                throw new Refusal(
                        "Rowhook's own Postgres is of version %d, and has to be of version %d or newer"
                                .formatted(version, oldest));
            }
        }
    }
}
