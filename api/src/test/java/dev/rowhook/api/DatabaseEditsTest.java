package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.DatabaseId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be changed of a database.
class DatabaseEditsTest {
    private static final String PATH = "/v1/databases/prod";

    private final ApiServer server = ApiServer.shared();
    private final Client client = server.client(server.createAccount());
    private final PlayedOwner owner = server.bean(PlayedOwner.class);

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    @Test
    void byDefaultAnHourIsKeptOfWhatSinksWant() {
        Answer created = client.post("/v1/databases", Bodies.database("prod"));
        assertThat(created.json().at("/retain").toString())
                .isEqualTo("{\"tables\":[],\"for\":\"1h\"}");
        assertThat(created.json().at("/replica").isNull()).isTrue();
    }

    @Test
    void whatIsRetainedAndTheReplicaAreGivenWithTheDatabase() {
        Answer created =
                client.post(
                        "/v1/databases",
                        Bodies.database("prod")
                                .replace(
                                        "{",
                                        "{\"retain\":{\"tables\":[\"orders\"],\"for\":\"36h\"},\"replica\":{\"hostname\":\"replica.acme.io\"},"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/retain").toString())
                .isEqualTo("{\"tables\":[\"public.orders\"],\"for\":\"36h\"}");
        assertThat(created.json().at("/replica").toString())
                .isEqualTo("{\"hostname\":\"replica.acme.io\",\"port\":5432}");
    }

    @Test
    void aPatchChangesThemAndNullTakesThemBack() {
        client.post("/v1/databases", Bodies.database("prod"));
        owner.acknowledges = true;
        Answer changed =
                client.patch(
                        PATH,
                        "{\"retain\":{\"tables\":[\"orders\"]},\"replica\":{\"hostname\":\"replica.acme.io\",\"port\":6432},\"password\":\"hunter2\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.string("/retain/for")).isEqualTo("1h");
        assertThat(changed.json().at("/replica/port").asInt()).isEqualTo(6432);
        long version = version();

        assertThat(client.patch(PATH, "{\"retain\":{\"tables\":[\"public.orders\"]}}").status())
                .isEqualTo(200);
        assertThat(version()).as("nothing changed").isEqualTo(version);

        owner.acknowledges = false;
        Answer back = client.patch(PATH, "{\"retain\":null,\"replica\":null}");
        assertThat(back.status()).isEqualTo(202);
        assertThat(back.json().at("/retain/tables").size()).isZero();
        assertThat(back.json().at("/replica").isNull()).isTrue();
        assertThat(version()).isEqualTo(version + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"retain":{"for":"91d"}}              | /retain/for       | out_of_range
                    {"retain":{"for":"soon"}}             | /retain/for       | invalid_duration
                    {"retain":{"tables":["a.b.c"]}}       | /retain/tables/0  | invalid_table
                    {"retain":{"all":true}}               | /retain/all       | unknown_field
                    {"replica":{"port":6432}}             | /replica/hostname | required
                    {"replica":{"hostname":"a b"}}        | /replica/hostname | invalid_hostname
                    {"name":"other"}                      | /name             | immutable
                    {"slot":{"name":"other"}}             | /slot             | immutable
                    {"hostname":"db2.acme.io"}            | /password         | secret_required
                    {"port":6432}                         | /password         | secret_required
                    {"tls":{"mode":"require"}}            | /password         | secret_required
                    {"replica":{"hostname":"db3.acme.io"}} | /password        | secret_required
                    {"password":null}                     | /password         | required
                    {"password":""}                       | /password         | empty
                    {"hostname":"a b","port":1}           | /hostname         | invalid_hostname
                    """)
    void aWrongPatchIsNamed(String patch, String pointer, String code) {
        client.post("/v1/databases", Bodies.database("prod"));
        Answer refused = client.patch(PATH, patch);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void aConnectionIsChangedWithThePasswordAndShowsNone() {
        client.post("/v1/databases", Bodies.database("prod"));
        Answer changed =
                client.patch(
                        PATH,
                        "{\"hostname\":\"db2.acme.io\",\"port\":6432,\"tls\":{\"mode\":\"require\"},\"password\":\"planted-7\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(202);
        assertThat(changed.string("/hostname")).isEqualTo("db2.acme.io");
        assertThat(changed.string("/tls/mode")).isEqualTo("require");
        assertThat(changed.text() + client.get("/v1/audit-events").text())
                .doesNotContain("planted-7");
    }

    @Test
    void aPasswordAUserAndADatabaseAreChangedWithoutMore() {
        client.post("/v1/databases", Bodies.database("prod"));
        long version = version();
        assertThat(client.patch(PATH, "{\"password\":\"other\"}").status()).isEqualTo(202);
        assertThat(version()).isEqualTo(version + 1);
        Answer changed = client.patch(PATH, "{\"username\":\"eve\",\"database\":\"app2\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(202);
        assertThat(changed.string("/username")).isEqualTo("eve");
    }

    @Test
    void aDatabaseOfAnotherAccountIsNotThere() {
        client.post("/v1/databases", Bodies.database("prod"));
        Client other = server.client(server.createAccount());
        assertThat(other.patch(PATH, "{\"retain\":{\"for\":\"2h\"}}").status()).isEqualTo(404);
    }

    private long version() {
        return server.postgres()
                .worker()
                .select(DATABASE.SETTINGS_VERSION)
                .from(DATABASE)
                .where(
                        DATABASE.ID.eq(
                                DatabaseId.parse(client.get(PATH).string("/id"))
                                        .orElseThrow()
                                        .value()))
                .fetchSingle()
                .value1();
    }
}
