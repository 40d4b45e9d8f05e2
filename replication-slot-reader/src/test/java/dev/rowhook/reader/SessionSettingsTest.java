package dev.rowhook.reader;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// A database whose sessions write values otherwise by default.
@OnEverySourceVersion
class SessionSettingsTest {
    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void valuesAreStreamedInOneFormWhateverTheDatabasesSettings() throws Exception {
        for (String setting :
                List.of(
                        "timezone = 'Asia/Kathmandu'",
                        "datestyle = 'SQL, DMY'",
                        "intervalstyle = 'iso_8601'",
                        "bytea_output = 'escape'",
                        "extra_float_digits = -15",
                        "client_encoding = 'LATIN1'")) {
            fixture.source.execute(
                    "alter database %s set %s".formatted(fixture.source.database(), setting));
        }
        fixture.source.execute(
                "create table item (id int primary key, at timestamptz, d date, i interval, b bytea, f float8, t text)");
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            fixture.source.execute(
                    "insert into item values (1, '2024-10-28 21:37:01.5+00', '2024-10-28', '1 day 02:00', '\\x00ff', 0.1::float8 + 0.2, U&'\\20AC')");
            await("the change is in the log", () -> fixture.log.end() == 1);

            LoggedChange change = fixture.logged(sink).getFirst();
            Relation relation = fixture.log.relations().get(change.relation());
            Tuple row = RowChange.decode(change.body(), relation).newRow();
            assertThat(IntStream.range(0, row.columns()).mapToObj(row::text))
                    .containsExactly(
                            "1",
                            "2024-10-28 21:37:01.5+00",
                            "2024-10-28",
                            "1 day 02:00:00",
                            "\\x00ff",
                            "0.30000000000000004",
                            "€");
        }
    }
}
