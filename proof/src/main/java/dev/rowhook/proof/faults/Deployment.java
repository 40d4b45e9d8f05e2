package dev.rowhook.proof.faults;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresVersion;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.net.TcpProxy;
import dev.rowhook.server.client.RestClient;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A whole Rowhook: a source, a store, the server between them, and sinks. Every connection between
/// two of them goes through a proxy.
///
/// Thread-safe, but for what a [RowhookProcess] is not.
final class Deployment implements AutoCloseable {
    /// Its name in Rowhook, and that of the source's database.
    static final String DATABASE = "shop";

    /// The HTTP endpoint of sinks that come and go, which takes everything and remembers nothing.
    static final String PASSER_BY = "passer-by";

    /// Any backlog and any number of failing messages have to fit.
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    /// Many are cut and dropped in a run.
    private static final long SEGMENT_ROWS = 5_000;

    private final SourceServer source;
    private final StoreServer store;
    private final TcpProxy sourceProxy;
    private final TcpProxy storeProxy;
    private final RowhookProcess rowhook;
    private final FaultyEndpoint passersBy;
    private final List<LedgerSink> sinks = new ArrayList<>();

    private Deployment(
            SourceServer source,
            StoreServer store,
            TcpProxy sourceProxy,
            TcpProxy storeProxy,
            RowhookProcess rowhook,
            FaultyEndpoint passersBy) {
        this.source = source;
        this.store = store;
        this.sourceProxy = sourceProxy;
        this.storeProxy = storeProxy;
        this.rowhook = rowhook;
        this.passersBy = passersBy;
    }

    /// Starts all parts; the source's database is empty, and there is no sink yet.
    static Deployment start(Path directory, PostgresVersion sourceVersion)
            throws IOException, SQLException, InterruptedException {
        SourceServer source =
                SourceServer.start(
                        ClusterSettings.of(directory.resolve("source"), "superuser")
                                .withVersion(sourceVersion)
                                .volatileForTests());
        source.createDatabase(DATABASE);
        StoreServer store =
                StoreServer.create(
                        ClusterSettings.of(directory.resolve("store"), "superuser")
                                .volatileForTests());
        TcpProxy storeProxy = TcpProxy.to(store.cluster().port());
        return new Deployment(
                source,
                store,
                TcpProxy.to(source.cluster().port()),
                storeProxy,
                RowhookProcess.start(
                        store,
                        new RowhookOptions(
                                directory.resolve("rowhook"),
                                storeProxy.port(),
                                JVM,
                                SEGMENT_ROWS,
                                true)),
                FaultyEndpoint.start(_ -> {}, 0));
    }

    /// Makes the database and the sinks by REST, and waits until every sink is active.
    void connect(List<LedgerSink> wanted) throws InterruptedException {
        rest().create(
                        "/v1/databases",
                        source.login(DATABASE)
                                .through(sourceProxy.port())
                                .databaseFields(DATABASE));
        rest().create(
                        "/v1/http-endpoints",
                        Map.of("name", PASSER_BY, "url", passersBy.url().toString()));
        for (LedgerSink sink : wanted) {
            sinks.add(sink);
            rest().create("/v1/http-endpoints", sink.endpointFields());
            rest().create("/v1/sinks", sink.sinkFields(DATABASE));
        }
        ActiveSinks.await(rest(), DATABASE, wanted.stream().map(LedgerSink::name).toList());
    }

    SourceServer source() {
        return source;
    }

    StoreServer store() {
        return store;
    }

    /// Between Rowhook and the source.
    TcpProxy sourceProxy() {
        return sourceProxy;
    }

    /// Between Rowhook and its store.
    TcpProxy storeProxy() {
        return storeProxy;
    }

    RowhookProcess rowhook() {
        return rowhook;
    }

    RestClient rest() {
        return rowhook.rest();
    }

    List<LedgerSink> sinks() {
        return List.copyOf(sinks);
    }

    @Override
    public void close() {
        rowhook.close();
        sinks.forEach(LedgerSink::close);
        passersBy.close();
        sourceProxy.close();
        storeProxy.close();
        store.close();
        source.close();
    }
}
