package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an order about dead letters, written `ord_` and 26 characters.
public record OrderId(UUID value) {
    private static final String PREFIX = "ord_";

    /// A new id, larger than those made in earlier milliseconds.
    public static OrderId create() {
        return new OrderId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<OrderId> parse(String text) {
        return IdText.parse(PREFIX, text).map(OrderId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
