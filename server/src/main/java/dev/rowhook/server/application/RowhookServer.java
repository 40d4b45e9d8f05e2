package dev.rowhook.server.application;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A running server with all roles. Thread-safe.
public final class RowhookServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Optional<OperationsPort> operations;

    private RowhookServer(
            ConfigurableApplicationContext context, Optional<OperationsPort> operations) {
        this.context = context;
        this.operations = operations;
    }

    /// Starts a server; when this returns it serves, and owns what it can own soon after.
    public static RowhookServer start(ServerSettings settings) {
        ServerLogging.install();
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(ServerConfiguration.class)
                        .web(WebApplicationType.SERVLET)
                        .registerShutdownHook(false)
                        .logStartupInfo(false)
                        .properties(SpringProperties.of(settings))
                        .initializers(created ->
                                ((GenericApplicationContext) created)
                                        .registerBean(ServerSettings.class, () -> settings))
                        .run();
        try {
            HealthReport health = context.getBean(HealthReport.class);
            return new RowhookServer(
                    context,
                    settings.exposure()
                            .operations()
                            .map(address -> OperationsPort.open(address, health)));
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /// Where the REST interface listens.
    public int port() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(server, "a running server listens").getPort();
    }

    /// Where health is told in detail, if anywhere.
    public OptionalInt operationsPort() {
        return operations.map(port -> OptionalInt.of(port.port())).orElse(OptionalInt.empty());
    }

    /// Takes no more requests, stops readers and workers, saves their places, and gives the leases
    /// back.
    @Override
    public void close() {
        operations.ifPresent(OperationsPort::close);
        context.close();
    }
}
