package dev.rowhook.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class TenantDatabaseTest {
    private static final String ADA =
            """
            {"id": 1, "customer": "Ada", "plan": "basic", "status": "active", "mrr": %s, "tags": ["a", "b"],
             "details": {"seats": 2}, "renewed_at": "2026-03-01T12:00:00.000001Z", "version": %d}
            """;

    @TempDir private Path directory;

    @Test
    void versionsAreCountedAndEveryColumnIsCompared() throws Exception {
        try (TenantDatabase database = TenantDatabase.start(directory.resolve("tenant"))) {
            database.change(
                    """
                    insert into subscriptions (customer, plan, mrr, tags, details, renewed_at)
                    values ('Ada', 'basic', 29, '{a,b}', '{"seats": 2}', '2026-03-01 12:00:00.000001Z')
                    """);
            assertThat(database.differences("[%s]".formatted(ADA.formatted("29.00", 1)))).isEmpty();
            assertThat(database.differences("[%s]".formatted(ADA.formatted("29.01", 1))))
                    .containsExactly(1L);
            assertThat(database.differences("[]")).containsExactly(1L);

            int changed =
                    database.change(
                            "update subscriptions set mrr = 30",
                            "update subscriptions set mrr = 31 where id = 1");
            assertThat(changed).isEqualTo(2);
            assertThat(database.differences("[%s]".formatted(ADA.formatted("31.00", 3)))).isEmpty();

            database.change("delete from subscriptions");
            assertThat(database.differences("[%s]".formatted(ADA.formatted("31.00", 3))))
                    .containsExactly(1L);
        }
    }
}
