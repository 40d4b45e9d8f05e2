package dev.rowhook.dispatcher;

import java.util.List;

/// What a sink made of changes, in their order.
///
/// @param deliveries the requests that were sent
public record TriedSink(List<TriedChange> changes, List<Sent> deliveries) {
    public TriedSink {
        changes = List.copyOf(changes);
        deliveries = List.copyOf(deliveries);
    }

    /// A request.
    ///
    /// @param changes whose messages it held, counted from 0
    public record Sent(List<Integer> changes, TriedDelivery delivery) {
        public Sent {
            changes = List.copyOf(changes);
        }
    }
}
