package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class GroupColumnsTest {
    private static final TableName ORDERS = new TableName("public", "orders");

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final Client client = server.client();

    @BeforeEach
    void createWhatSinksNeed() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
    }

    @AfterEach
    void sourceIsAway() {
        owner.shapes = new TableShapes.Unreachable("The source is away.");
    }

    private Answer create() {
        String fine = Bodies.sink("orders", "prod", "crm").strip();
        return client.post(
                "/v1/sinks",
                fine.substring(0, fine.length() - 1) + ",\"group_by\":[\"tenant\",\"customer\"]}");
    }

    private void sourceHas(TableShape... shapes) {
        owner.shapes = new TableShapes.Read(Map.of(ORDERS, List.of(shapes)));
    }

    @Test
    void columnsOfTheReplicaIdentityAreTaken() {
        sourceHas(
                Shapes.of(
                        ORDERS,
                        Set.of("id", "tenant", "customer", "total"),
                        Set.of("id", "tenant", "customer")));
        Answer created = create();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/group_by").toString())
                .isEqualTo("[\"tenant\",\"customer\"]");
        assertThat(client.get("/v1/sinks/orders").json()).isEqualTo(created.json());
    }

    @Test
    void othersAreRefusedWithWhatMendsIt() {
        sourceHas(Shapes.of(ORDERS, Set.of("id", "tenant", "customer"), Set.of("id", "tenant")));
        Answer refused = create();
        isRefused(refused);
        assertThat(refused.string("/errors/0/detail"))
                .contains("does not hold customer.")
                .contains("alter table public.orders replica identity full;");
        assertThat(client.get("/v1/sinks/orders").status()).isEqualTo(404);
    }

    @Test
    void soIsOnePartitionThatLacksThem() {
        Set<String> columns = Set.of("id", "tenant", "customer");
        sourceHas(
                Shapes.of(ORDERS, columns, columns),
                Shapes.of(new TableName("public", "orders_2026"), columns, Set.of("id")));
        Answer refused = create();
        isRefused(refused);
        assertThat(refused.string("/errors/0/detail")).contains("alter table public.orders_2026");
    }

    @Test
    void columnsAndTablesThatAreNotThereAreNamed() {
        sourceHas(Shapes.of(ORDERS, Set.of("id", "tenant"), Set.of("id")));
        isRefused(create());
        assertThat(create().string("/errors/0/detail"))
                .isEqualTo("public.orders has no column customer.");
        sourceHas();
        isRefused(create());
        assertThat(create().string("/errors/0/detail")).contains("no table public.orders");
    }

    private static void isRefused(Answer refused) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/code")).isEqualTo("group_by_not_in_identity");
        assertThat(refused.string("/errors/0/code")).isEqualTo("group_by_not_in_identity");
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/group_by");
    }

    @Test
    void withoutTheSourceNothingIsJudged() {
        Answer away = create();
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.string("/code")).isEqualTo("source_unreachable");
        assertThat(away.string("/detail")).isEqualTo("The source is away.");
        assertThat(client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm")).status())
                .isEqualTo(201);
    }

    @Test
    void theSourceOfAnotherAccountIsNotAsked() {
        Client other = server.client();
        owner.probed.clear();
        String body = Bodies.sink("orders", "prod", "crm").strip();
        Answer refused =
                other.post(
                        "/v1/sinks",
                        body.substring(0, body.length() - 1) + ",\"group_by\":[\"tenant\"]}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.string("/code")).isEqualTo("database_not_found");
        assertThat(owner.probed).isEmpty();
    }
}
