package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Relations;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkLogs;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.dispatcher.http.HttpClients;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.ChangeWatch;

import org.jooq.DSLContext;

import java.time.Clock;
import java.util.function.BooleanSupplier;

/// Delivers the changes of databases to the endpoints of their sinks. One for a node; thread-safe.
public final class SinkDispatcher implements AutoCloseable {
    private final DSLContext worker;
    private final DataKeys keys;
    private final HttpClients clients;
    private final Clocks clocks;
    private final DeliveryLimits limits;
    private final ChangeWatch watch;
    private final EndpointGates gates = new EndpointGates();
    private final WindowMemory memory = WindowMemory.ofHeap();

    /// @param worker of the worker's role
    /// @param egress judges every address that an endpoint's name leads to
    /// @param clock the node's wall clock; what is waited for does not jump with it
    /// @param watch is told of what is written about databases
    public SinkDispatcher(
            DSLContext worker,
            DataKeys keys,
            EgressPolicy egress,
            Clock clock,
            DeliveryLimits limits,
            ChangeWatch watch) {
        this.worker = worker;
        this.keys = keys;
        this.clients = new HttpClients(new JudgedSocketFactory(egress));
        this.clocks = Clocks.of(clock);
        this.limits = limits;
        this.watch = watch;
    }

    /// Begins with the sinks of a leased database; none runs until [DatabaseDispatch#apply].
    ///
    /// @param marks are told how far its sinks are
    /// @param holds whether the lease surely holds; while it does not, nothing is sent
    /// @param leaseLost is called when a write finds that another owner took the database, from any
    ///   thread and perhaps several times; it must not wait for [DatabaseDispatch#close]
    public DatabaseDispatch open(
            Lease lease,
            SinkLogs logs,
            Relations relations,
            SinkMarks marks,
            BooleanSupplier holds,
            Runnable leaseLost) {
        return new DatabaseDispatch(
                new SinkSettingsTable(worker, keys),
                new WorkerFactory(
                        worker,
                        keys,
                        clients,
                        clocks,
                        limits,
                        gates,
                        memory,
                        lease,
                        logs,
                        relations,
                        marks,
                        holds,
                        leaseLost,
                        () -> watch.changed(lease.database())),
                new SinkCursors(worker),
                lease);
    }

    /// Ends idle connections. Whoever opened a database has closed it before.
    @Override
    public void close() {
        clients.close();
    }
}
