package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.JobId;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class JobsTest {
    private final ApiServer server = ApiServer.shared();
    private final DSLContext worker = server.postgres().worker();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    private UUID create(String name) {
        return DatabaseId.parse(client.post("/v1/databases", Bodies.database(name)).string("/id"))
                .orElseThrow()
                .value();
    }

    private void tell(UUID database, String code) {
        worker.insertInto(DATABASE_CONDITION)
                .set(DATABASE_CONDITION.ACCOUNT_ID, account.account().value())
                .set(DATABASE_CONDITION.DATABASE_ID, database)
                .set(DATABASE_CONDITION.CODE, code)
                .set(DATABASE_CONDITION.MESSAGE, "It is away.")
                .set(DATABASE_CONDITION.REMEDY, "select pg_drop_replication_slot('s');")
                .execute();
    }

    @Test
    void theDeletionOfADatabaseIsAJobUntilItIsGone() {
        UUID database = create("prod");
        Answer deleted = client.delete("/v1/databases/prod");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(JobId.parse(deleted.string("/id"))).isPresent();
        String path = "/v1/jobs/" + deleted.string("/id");
        assertThat(deleted.response().headers().firstValue("Location")).contains(path);
        assertThat(deleted.string("/status")).isEqualTo("running");
        assertThat(deleted.string("/resource"))
                .isEqualTo("/v1/databases/" + new DatabaseId(database));
        assertThat(deleted.string("/requested_by")).isEqualTo(account.tokenId().toString());
        assertThat(client.get(path).json()).isEqualTo(deleted.json());

        tell(database, "not_removed");
        Answer hindered = client.get(path);
        assertThat(hindered.string("/conditions/0/code")).isEqualTo("not_removed");
        assertThat(hindered.string("/conditions/0/remedy")).contains("pg_drop_replication_slot");

        worker.deleteFrom(DATABASE_CONDITION)
                .where(DATABASE_CONDITION.DATABASE_ID.eq(database))
                .execute();
        worker.deleteFrom(DATABASE).where(DATABASE.ID.eq(database)).execute();
        Answer done = client.get(path);
        assertThat(done.string("/status")).isEqualTo("done");
        assertThat(Instant.parse(done.string("/ended_at"))).isNotNull();
        assertThat(done.string("/database/name")).isEqualTo("prod");
        assertThat(done.json().at("/resource").isNull()).isTrue();
        assertThat(done.json().at("/conditions").size()).isZero();
        assertThat(server.client().get(path).status()).isEqualTo(404);
    }

    @Test
    void aMendIsDoneOnceItIsNoLongerAskedFor() {
        UUID database = create("prod");
        tell(database, "slot_lost");
        Answer requested = client.post("/v1/databases/prod/mend");
        String path = requested.response().headers().firstValue("Location").orElseThrow();
        assertThat(client.get(path).string("/kind")).isEqualTo("mend");
        assertThat(client.get(path).string("/conditions/0/code")).isEqualTo("slot_lost");
        server.postgres()
                .superuser()
                .update(DATABASE)
                .setNull(DATABASE.MEND_REQUESTED_AT)
                .where(DATABASE.ID.eq(database))
                .execute();
        assertThat(client.get(path).string("/status")).isEqualTo("done");
    }

    @Test
    void aMendIsCancelledByADeletion() {
        UUID database = create("prod");
        tell(database, "slot_lost");
        Answer requested = client.post("/v1/databases/prod/mend");
        client.delete("/v1/databases/prod");
        worker.deleteFrom(DATABASE).where(DATABASE.ID.eq(database)).execute();
        String path = requested.response().headers().firstValue("Location").orElseThrow();
        assertThat(client.get(path).string("/status")).isEqualTo("cancelled");
    }

    @Test
    void everythingThatTakesLongIsInOneListAndLeadsToWhatItIs() {
        Belongings own = new Belongings("-own");
        Answer listed = own.client.get("/v1/jobs");
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        List<String> kinds = new ArrayList<>();
        for (JsonNode job : listed.json().at("/data")) {
            kinds.add(job.path("kind").asString());
            Answer one = own.client.get("/v1/jobs/" + job.path("id").asString());
            assertThat(one.json()).isEqualTo(job);
            assertThat(own.client.get(job.path("resource").asString()).status())
                    .as(job.toString())
                    .isEqualTo(200);
        }
        assertThat(kinds)
                .containsExactly("erasure", "database_deletion", "backfill", "replay", "redrive");
        Answer backfills = own.client.get("/v1/jobs?kind=backfill&status=running");
        assertThat(backfills.json().at("/data").size()).isEqualTo(1);
        assertThat(backfills.string("/data/0/id")).startsWith("bkf_");
        assertThat(backfills.string("/data/0/sink/name")).isEqualTo("orders-own");
        assertThat(own.client.get("/v1/jobs?kind=discard").json().at("/data").size()).isZero();
    }

    @Test
    void theListIsReadPageByPage() {
        for (String name : List.of("a", "b", "c")) {
            create(name);
            client.delete("/v1/databases/" + name);
        }
        Answer first = client.get("/v1/jobs?limit=2");
        assertThat(first.string("/data/0/database/name")).isEqualTo("c");
        String cursor = first.string("/next_cursor");
        Answer second = client.get("/v1/jobs?limit=2&cursor=" + cursor);
        assertThat(second.json().at("/data").size()).isEqualTo(1);
        assertThat(second.string("/data/0/database/name")).isEqualTo("a");
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
        assertThat(client.get("/v1/jobs?kind=mend&cursor=" + cursor).string("/errors/0/code"))
                .isEqualTo("invalid_cursor");
    }

    @ParameterizedTest
    @CsvSource({"kind=deletion, /kind", "status=late, /status", "sort=id, /sort"})
    void aWrongQueryIsNamed(String query, String pointer) {
        Answer refused = client.get("/v1/jobs?" + query);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(client.get("/v1/jobs/none").string("/code")).isEqualTo("job_not_found");
    }
}
