package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.host.WalPosition;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.server.client.RestClient;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// A Rowhook and its store.
final class RunningRowhook implements RunningContender {
    private final StoreServer store;
    private final RowhookProcess process;
    private final GcLog gcLog;

    RunningRowhook(StoreServer store, RowhookProcess process, GcLog gcLog) {
        this.store = store;
        this.process = process;
        this.gcLog = gcLog;
    }

    RestClient rest() {
        return process.rest();
    }

    @Override
    public void stop() throws InterruptedException {
        process.stop();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process.start();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public ProcessTree sender() {
        return ProcessTree.alone(process.pid());
    }

    @Override
    public Optional<ProcessTree> store() {
        return Optional.of(ProcessTree.of(store.cluster().pid()));
    }

    @Override
    public long storeWalBytes() throws SQLException {
        return WalPosition.bytes(store.superuser());
    }

    @Override
    public GcLog gcLog() {
        return gcLog;
    }

    @Override
    public void close() {
        process.close();
        store.close();
    }
}
