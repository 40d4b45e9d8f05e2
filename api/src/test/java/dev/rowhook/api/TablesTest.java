package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.TableListing;
import dev.rowhook.api.database.TableQuery;
import dev.rowhook.core.change.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class TablesTest {
    private static final SourceTable ORDERS =
            new SourceTable(
                    new TableName("public", "orders"),
                    "table",
                    Optional.empty(),
                    Optional.of(1200L),
                    Optional.of(81920L),
                    "default",
                    List.of("tenant", "id"),
                    List.of("tenant", "id"),
                    List.of("insert", "update", "delete", "truncate"),
                    true,
                    List.of(
                            new SourceTable.Column("id", "bigint", false, false),
                            new SourceTable.Column("tenant", "character varying(20)", false, false),
                            new SourceTable.Column("gross", "numeric(10,2)", true, true)));
    private static final SourceTable PART =
            new SourceTable(
                    new TableName("My", "Part"),
                    "partition",
                    Optional.of(new TableName("My", "Whole")),
                    Optional.empty(),
                    Optional.empty(),
                    "nothing",
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    List.of());

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final Client client = server.client();

    @BeforeEach
    void createWhatIsThere() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        client.post("/v1/sinks", Bodies.sink("orders-to-crm", "prod", "crm"));
        owner.listing = new TableListing.Read(List.of(ORDERS, PART), true);
    }

    @AfterEach
    void sourceHasNothing() {
        owner.listing = new TableListing.Read(List.of(), false);
    }

    @Test
    void aTableIsShownWithWhoWantsIt() {
        Answer listed = client.get("/v1/databases/prod/tables?columns=true");
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        assertThat(listed.json().at("/truncated").asBoolean()).isTrue();
        assertThat(listed.string("/data/0/table")).isEqualTo("public.orders");
        assertThat(listed.string("/data/0/kind")).isEqualTo("table");
        assertThat(listed.json().at("/data/0/estimated_rows").asLong()).isEqualTo(1200);
        assertThat(listed.json().at("/data/0/primary_key").toString())
                .isEqualTo("[\"tenant\",\"id\"]");
        assertThat(listed.json().at("/data/0/published").asBoolean()).isTrue();
        assertThat(listed.string("/data/0/sinks/0/name")).isEqualTo("orders-to-crm");
        assertThat(listed.string("/data/0/sinks/0/id")).startsWith("snk_");
        assertThat(listed.json().at("/data/0/columns/0/key_position").asInt()).isEqualTo(2);
        assertThat(listed.string("/data/0/columns/1/type")).isEqualTo("character varying(20)");
        assertThat(listed.json().at("/data/0/columns/2/nullable").asBoolean()).isTrue();
        assertThat(listed.json().at("/data/0/columns/2/generated").asBoolean()).isTrue();
        assertThat(listed.json().at("/data/0/columns/2/key_position").isNull()).isTrue();
        assertThat(listed.string("/data/1/table")).isEqualTo("\"My\".\"Part\"");
        assertThat(listed.string("/data/1/partition_of")).isEqualTo("\"My\".\"Whole\"");
        assertThat(listed.json().at("/data/1/published").asBoolean()).isFalse();
        assertThat(listed.json().at("/data/1/sinks").size()).isZero();
    }

    @Test
    void theSourceIsAskedForNoMoreThanIsMeant() {
        Answer listed =
                client.get(
                        "/v1/databases/prod/tables?schema=public&search=Ord&table=orders&partitions=true&limit=7");
        assertThat(listed.json().at("/data/0/columns").isNull()).isTrue();
        assertThat(owner.asked)
                .isEqualTo(
                        new TableQuery(
                                Optional.of("public"),
                                List.of(new TableName("public", "orders")),
                                Optional.of("Ord"),
                                true,
                                false,
                                7));
        client.get("/v1/databases/prod/tables");
        assertThat(owner.asked)
                .isEqualTo(
                        new TableQuery(
                                Optional.empty(), List.of(), Optional.empty(), false, false, 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, /limit, out_of_range",
        "limit=1001, /limit, out_of_range",
        "columns=true&limit=51, /limit, out_of_range",
        "columns=yes, /columns, unknown_value",
        "table=a b, /table, invalid_table",
        "schema=, /schema, empty",
        "nam=x, /nam, unknown_field"
    })
    void aWrongQueryIsNamed(String query, String pointer, String code) {
        Answer refused = client.get("/v1/databases/prod/tables?" + query.replace(" ", "%20"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void aSourceThatIsAwayIsToldAndThatOfAnotherAccountIsNotAsked() {
        owner.listing = new TableListing.Unreachable("The source is away.");
        Answer away = client.get("/v1/databases/prod/tables");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.string("/code")).isEqualTo("source_unreachable");
        assertThat(away.string("/detail")).isEqualTo("The source is away.");

        owner.probed.clear();
        Answer foreign = server.client().get("/v1/databases/prod/tables");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.string("/code")).isEqualTo("database_not_found");
        assertThat(owner.probed).isEmpty();
    }
}
