package dev.rowhook.proof.bed;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.server.application.RowhookServer;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.server.application.ServerSettings.Store;
import dev.rowhook.server.application.ServerTiming;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

/// The process behind [RowhookProcess]: the server itself, beside a store that it does not run, and
/// with a clock that obeys. Its arguments are a file of settings and the clock's offset in
/// milliseconds; it reads commands from its input and ends with it.
final class ServedRowhook {
    static final String PORT = "port";
    static final String JDBC_URL = "jdbc-url";
    static final String API_PASSWORD = "api-password";
    static final String WORKER_PASSWORD = "worker-password";
    static final String IDENTITY_PASSWORD = "identity-password";
    static final String MASTER_KEY = "master-key";
    static final String NODE = "node";
    static final String SEGMENT_ROWS = "segment-rows";
    static final String IMPATIENT = "impatient";

    private static final UUID INSTALLATION =
            UUID.fromString("00000000-0000-4000-8000-000000000001");

    private ServedRowhook() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(reader);
        }
        OffsetClock clock = new OffsetClock();
        clock.offset(Duration.ofMillis(Long.parseLong(arguments[1])));
        RowhookServer server = RowhookServer.start(serverSettings(settings, clock));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        obey(clock);
        System.exit(0);
    }

    private static ServerSettings serverSettings(Properties settings, OffsetClock clock) {
        int port = Integer.parseInt(settings.getProperty(PORT));
        return new ServerSettings(
                "127.0.0.1",
                port,
                new PublicUrl(URI.create("http://127.0.0.1:" + port)),
                INSTALLATION,
                settings.getProperty(NODE),
                new Store(
                        settings.getProperty(JDBC_URL),
                        Secret.of(settings.getProperty(API_PASSWORD)),
                        Secret.of(settings.getProperty(WORKER_PASSWORD)),
                        Secret.of(settings.getProperty(IDENTITY_PASSWORD))),
                MasterKeys.parse(settings.getProperty(MASTER_KEY)),
                EgressPolicy.of(EgressMode.DEV),
                changeLog(Long.parseLong(settings.getProperty(SEGMENT_ROWS))),
                timing(Boolean.parseBoolean(settings.getProperty(IMPATIENT))),
                clock);
    }

    private static ChangeLog.Settings changeLog(long segmentRows) {
        ChangeLog.Settings defaults = ChangeLog.Settings.defaults();
        return new ChangeLog.Settings(
                segmentRows, defaults.segmentBytes(), defaults.segmentAge(), defaults.tailBytes());
    }

    private static ServerTiming timing(boolean impatient) {
        return impatient
                ? new ServerTiming(
                        new ReaderTiming(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5)),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10))
                : ServerTiming.defaults();
    }

    private static void obey(OffsetClock clock) throws IOException {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("clock")) {
                clock.offset(Duration.ofMillis(Long.parseLong(words[1])));
            }
        }
    }
}
