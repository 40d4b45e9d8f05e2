package dev.rowhook.api.delivery.deadletter;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.OrderId;

import java.time.Duration;

/// Tells when the owner of a sink has done what an order says.
public interface CompletedOrders {
    /// @return whether it was done within `atMost`
    boolean await(AccountId account, OrderId order, Duration atMost) throws InterruptedException;
}
