package dev.rowhook.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.client.api.DatabasesApi;
import dev.rowhook.client.api.EndpointsApi;
import dev.rowhook.client.api.SinksApi;
import dev.rowhook.client.model.Destination;
import dev.rowhook.client.model.HttpEndpoint;
import dev.rowhook.client.model.HttpEndpointPatch;
import dev.rowhook.client.model.NewDatabase;
import dev.rowhook.client.model.NewHttpEndpoint;
import dev.rowhook.client.model.NewSink;
import dev.rowhook.client.model.Problem;
import dev.rowhook.client.model.Sink;
import dev.rowhook.server.dev.DevInstance;
import dev.rowhook.server.dev.DevOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The generated client against a whole server.
class ClientTest {
    @TempDir private static Path directory;
    private static DevInstance rowhook;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        rowhook = DevInstance.start(new DevOptions(directory.resolve("dev"), 0, false));
        client = new ApiClient();
        client.updateBaseUri(rowhook.url().toString().replaceFirst("/$", ""));
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + rowhook.token()));
    }

    @AfterAll
    static void stop() {
        rowhook.close();
    }

    @Test
    void whatIsMadeIsReadAndChanged() throws ApiException {
        EndpointsApi endpoints = new EndpointsApi(client);
        new DatabasesApi(client).createDatabase(database(), null, null);
        endpoints.createHttpEndpoint(
                new NewHttpEndpoint().name("crm").url("http://127.0.0.1:1/hooks"), null, "key-1");
        Sink sink = new SinksApi(client).createSink(sink(), null, null);
        assertThat(sink.getDestination().getHttpEndpoint()).isEqualTo("crm");

        HttpEndpoint endpoint = endpoints.getHttpEndpoint("crm", null);
        HttpEndpoint changed =
                endpoints.updateHttpEndpoint(
                        "crm",
                        "\"" + endpoint.getRevision() + "\"",
                        new HttpEndpointPatch().name("billing"),
                        null);
        assertThat(changed.getName()).isEqualTo("billing");
        assertThat(endpoints.listHttpEndpoints(50, null, null).getData())
                .extracting(HttpEndpoint::getId)
                .containsExactly(endpoint.getId());
    }

    private static NewDatabase database() {
        return new NewDatabase()
                .name("prod")
                .hostname("127.0.0.1")
                .port(1)
                .database("app")
                .username("app")
                .password("secret");
    }

    private static NewSink sink() {
        return new NewSink()
                .name("orders")
                .database("prod")
                .tables(List.of("public.orders"))
                .status(NewSink.StatusEnum.PAUSED)
                .destination(
                        new Destination().type(Destination.TypeEnum.WEBHOOK).httpEndpoint("crm"));
    }

    @Test
    void aProblemIsReadToo() throws Exception {
        ApiException refused =
                catchThrowableOfType(
                        ApiException.class, () -> new SinksApi(client).getSink("nothing", null));
        assertThat(refused.getCode()).isEqualTo(404);
        Problem problem =
                ApiClient.createDefaultObjectMapper()
                        .readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getCode()).isEqualTo("sink_not_found");
        assertThat(problem.getRemedy()).isNotEmpty();
    }
}
