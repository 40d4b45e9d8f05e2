package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.ProcessTree;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// A contender that sends. Not thread-safe.
public interface RunningContender extends AutoCloseable {
    /// Stops the sending; what is committed from now on is sent after [#start]. Stores keep
    /// running.
    void stop() throws InterruptedException;

    /// Starts the sending again, and waits until it is ready.
    void start() throws IOException, SQLException, InterruptedException;

    /// Whether the sending process lives.
    boolean isAlive();

    /// The sending process: another one after each [#start].
    ProcessTree sender();

    /// The Postgres that it keeps its state in, if it has one.
    Optional<ProcessTree> store();

    /// Bytes of WAL that its store has written so far; 0 without one.
    long storeWalBytes() throws SQLException;

    /// What the sending processes say of their heap.
    GcLog gcLog();

    @Override
    void close();
}
