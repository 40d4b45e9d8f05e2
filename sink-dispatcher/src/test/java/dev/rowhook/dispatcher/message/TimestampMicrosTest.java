package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Postgres says what is right.
class TimestampMicrosTest {
    @Test
    void timestampsAreAsManyMicrosecondsAsPostgresCounts() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("seed of timestamps: " + seed);
        String sql =
                """
                with t as (
                    select setseed(%s), null::timestamptz as t
                    union all
                    select null, to_timestamp((random() - 0.02) * 9e12)
                        + random() * interval '1 day' from generate_series(1, 1000)
                    union all
                    select null, unnest(array['epoch', '1969-12-31 23:59:59.999999+00',
                        '4713-01-01 00:00:00+00 BC', '0001-12-31 23:59:59+00 BC',
                        '0001-01-01 00:00:00+00', '2000-02-29 12:00:00.5+00',
                        '294276-12-31 23:59:59+00', '1900-02-28 01:02:03.04+00']::timestamptz[]))
                select t::text, (extract(epoch from t) * 1000000)::numeric(30)::text,
                       (t at time zone 'UTC')::text
                from t where t is not null
                """
                        .formatted((double) (seed % 1000) / 1000);
        try (Connection source = SourcePostgres.create().connect();
                Statement statement = source.createStatement()) {
            statement.execute("set datestyle = 'ISO'");
            for (String zone : new String[] {"UTC", "Asia/Kathmandu", "America/New_York"}) {
                statement.execute("set timezone = '%s'".formatted(zone));
                int rows = 0;
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        assertThat(micros(row.getString(1)))
                                .as("seed %d: %s", seed, row.getString(1))
                                .isEqualTo(row.getString(2));
                        assertThat(micros(row.getString(3))).isEqualTo(row.getString(2));
                        rows++;
                    }
                }
                assertThat(rows).isEqualTo(1008);
            }
        }
    }

    /// Beyond 2^63 microseconds Postgres itself rounds.
    @Test
    void theLatestTimestampIsExact() {
        assertThat(micros("294276-12-31 23:59:59.999999+00")).isEqualTo("9224318015999999999");
    }

    @Test
    void theInfinitiesStayStrings() {
        assertThat(micros("infinity")).isEqualTo("\"infinity\"");
        assertThat(micros("-infinity")).isEqualTo("\"-infinity\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-10-28",
                "2024-10-28 21:37",
                "2024-13-28 21:37:01",
                "2024-10-28T21:37:01",
                "2024-10-28 21:37:01.",
                "2024-10-28 21:37:01.1234567",
                "2024-10-28 21:37:01+",
                "2024-10-28 21:37:01 AC",
                "2024-10-28 21:37:01+00x",
            })
    void whatIsNoTimestampIsRefused(String text) {
        assertThatThrownBy(() -> micros(text)).isInstanceOf(MalformedChangeException.class);
    }

    private static String micros(String text) {
        JsonBuffer out = new JsonBuffer();
        byte[] bytes = text.getBytes(UTF_8);
        TimestampMicros.append(bytes, 0, bytes.length, out);
        return Json.text(out);
    }
}
