package dev.rowhook.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

@OnEverySourceVersion
final class SourceVersionsTest {
    @Test
    void aSourceIsOfTheVersionThatItsTestRunsOn() throws SQLException {
        try (SourcePostgres source = SourcePostgres.create();
                Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("show server_version_num")) {
            version.next();
            assertThat(version.getInt(1) / 10_000).isEqualTo(source.version().major());
        }
    }
}
