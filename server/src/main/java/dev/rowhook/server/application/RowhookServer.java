package dev.rowhook.server.application;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.util.Map;
import java.util.Objects;

/// A running server with all roles. Thread-safe.
public final class RowhookServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RowhookServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts a server; when this returns it serves, and owns what it can own soon after.
    public static RowhookServer start(ServerSettings settings) {
        ServerLogging.install();
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(ServerConfiguration.class)
                        .web(WebApplicationType.SERVLET)
                        .registerShutdownHook(false)
                        .logStartupInfo(false)
                        .properties(
                                Map.of(
                                        "server.address", settings.address(),
                                        "server.port", settings.port(),
                                        "spring.application.name", "rowhook",
                                        "spring.main.banner-mode", "off",
                                        "spring.threads.virtual.enabled", "true",
                                        "spring.jmx.enabled", "false",
                                        "server.shutdown", "graceful",
                                        "spring.lifecycle.timeout-per-shutdown-phase", "10s"))
                        .initializers(created ->
                                ((GenericApplicationContext) created)
                                        .registerBean(ServerSettings.class, () -> settings))
                        .run();
        return new RowhookServer(context);
    }

    /// Where the REST interface listens.
    public int port() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(server, "a running server listens").getPort();
    }

    /// Takes no more requests, stops readers and workers, saves their places, and gives the leases
    /// back.
    @Override
    public void close() {
        context.close();
    }
}
