package dev.rowhook.api.delivery.replay;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.ReplayId;

import java.time.Duration;

/// Tells when the owner of a sink has set it back.
public interface CarriedOutReplays {
    /// @return whether it was set back, or that was refused, within `atMost`
    boolean await(AccountId account, ReplayId replay, Duration atMost) throws InterruptedException;
}
