package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// A sink that begins with a backfill.
class BackfillOfANewSinkTest {
    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;

    @BeforeEach
    void theSourceAnswers() {
        sink.sourceAnswers();
    }

    @AfterEach
    void theSourceIsAway() {
        sink.sourceIsAway();
    }

    private Answer create(String fields) {
        return sink.create("new", "," + fields);
    }

    private Answer backfills() {
        return client.get("/v1/sinks/new/backfills");
    }

    @Test
    void anEmptyOneReadsAllTables() {
        sink.sourceIsAway();
        Answer created = create("\"backfill\":{}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        Answer backfills = backfills();
        assertThat(backfills.json().at("/data").size()).isEqualTo(1);
        assertThat(backfills.string("/data/0/origin")).isEqualTo("sink");
        assertThat(backfills.string("/data/0/status")).isEqualTo("active");
        assertThat(backfills.json().at("/data/0/tables").size()).isEqualTo(2);
    }

    @Test
    void withoutOneNothingIsRead() {
        assertThat(create("\"backfill\":null").status()).isEqualTo(201);
        assertThat(backfills().json().at("/data").size()).isZero();
    }

    @Test
    void itsFieldsAreThoseOfAnyBackfill() {
        Answer created =
                create(
                        """
                        "backfill":{"tables":["orders"],"filter":"total > 5","sort_column":"id",
                        "start_position":"10","end_position":"20","marks":true,"rows_per_second":7}
                        """);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        Answer backfills = backfills();
        assertThat(backfills.string("/data/0/tables/0/table")).isEqualTo("public.orders");
        assertThat(backfills.string("/data/0/filter")).isEqualTo("total > 5");
        assertThat(backfills.string("/data/0/end_position")).isEqualTo("20");
        assertThat(backfills.json().at("/data/0/marks").asBoolean()).isTrue();
    }

    @Test
    void theOwnerIsToldOfIt() throws SQLException {
        try (HeardSignals signals = HeardSignals.of(sink.server.postgres(), "rowhook_backfills")) {
            create("\"backfill\":{}");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "backfill":true                                  | /backfill             | wrong_type
                    "backfill":{"tables":["users"]}                  | /backfill/tables/0    | unknown_table
                    "backfill":{"filter":"id >"}                     | /backfill/filter      | filter_syntax
                    "backfill":{"start_position":"1"}                | /backfill/sort_column | required
                    "backfill":{"sort_column":"x","end_position":"1"} | /backfill/sort_column | unknown_column
                    "backfill":{"marks":true},"message_kind":"record" | /backfill/marks      | conflict
                    "backfill":{"marsk":true}                        | /backfill/marsk       | unknown_field
                    """)
    void aWrongFieldIsNamedAndNothingIsMade(String fields, String pointer, String code) {
        Answer refused = create(fields);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(client.get("/v1/sinks/new").status()).isEqualTo(404);
    }

    @Test
    void aPositionThatTheSourceRefusesIsNamed() {
        sink.sourceRefusesEnd("It does not take it.");
        Answer refused = create("\"backfill\":{\"sort_column\":\"id\",\"end_position\":\"x\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/backfill/end_position");
    }

    @Test
    void aSinkThatIsNotMadeHasNone() {
        create("\"backfill\":{}");
        assertThat(create("\"backfill\":{}").status()).isEqualTo(409);
        assertThat(
                        sink.worker.fetchCount(
                                BACKFILL, BACKFILL.ACCOUNT_ID.eq(sink.account.account().value())))
                .isEqualTo(1);
    }

    @Test
    void anEditSaysWhereBackfillsAreMade() {
        Answer refused = client.patch("/v1/sinks/orders", "{\"backfill\":{}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/code")).isEqualTo("unknown_field");
        assertThat(refused.string("/errors/0/detail")).contains("POST /v1/sinks/{id}/backfills");
    }
}
