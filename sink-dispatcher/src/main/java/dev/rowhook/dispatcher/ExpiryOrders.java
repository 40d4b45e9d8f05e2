package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LogExpiry;
import dev.rowhook.core.SinkId;

import java.util.HashMap;
import java.util.Map;

/// Which sinks of a database are to be moved behind what its log gives up, each once and while it
/// has no worker. An owner that ends forgets it: the next one asks anew. Not thread-safe.
final class ExpiryOrders {
    private final Map<SinkId, Order> orders = new HashMap<>();
    private final LogExpiry expiry;

    /// @param moved is called, on a thread of its own, when the sink was moved
    private record Order(long seq, Runnable moved) {}

    ExpiryOrders(LogExpiry expiry) {
        this.expiry = expiry;
    }

    /// All sinks that need something up to this seq are to be moved behind it.
    void order(long seq, Runnable moved) {
        expiry.behind(seq).forEach(sink -> orders.put(sink, new Order(seq, moved)));
    }

    boolean isOrdered(SinkId sink) {
        return orders.containsKey(sink);
    }

    /// Moves a sink that has no worker.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void carryOut(SinkId sink) {
        Order order = orders.get(sink);
        if (order != null) {
            expiry.move(sink, order.seq());
            forget(sink);
        }
    }

    /// It is not to be moved any more: it is deleted, or needs nothing.
    void forget(SinkId sink) {
        Order order = orders.remove(sink);
        if (order != null) {
            Thread.ofVirtual().name("moved " + sink).start(order.moved());
        }
    }
}
