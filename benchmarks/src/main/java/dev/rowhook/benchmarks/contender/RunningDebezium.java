package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.peer.DebeziumServer;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// A Debezium Server, which has no store.
final class RunningDebezium implements RunningContender {
    private final DebeziumServer server;
    private final GcLog gcLog;

    RunningDebezium(DebeziumServer server, GcLog gcLog) {
        this.server = server;
        this.gcLog = gcLog;
    }

    @Override
    public void stop() throws InterruptedException {
        server.stop();
    }

    @Override
    public void start() throws IOException, SQLException, InterruptedException {
        server.start();
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public ProcessTree sender() {
        return ProcessTree.alone(server.pids().getFirst());
    }

    @Override
    public Optional<ProcessTree> store() {
        return Optional.empty();
    }

    @Override
    public long storeWalBytes() {
        return 0;
    }

    @Override
    public GcLog gcLog() {
        return gcLog;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (SQLException e) {
            throw new IllegalStateException("its slot is left in the source", e);
        }
    }
}
