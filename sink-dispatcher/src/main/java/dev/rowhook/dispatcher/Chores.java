package dev.rowhook.dispatcher;

import java.time.Instant;
import java.util.Optional;

/// What the keeper of a worker is asked to see to, beside failures and retries. Not thread-safe.
final class Chores {
    private boolean orders = true;
    private boolean report = true;
    private Optional<String> disable = Optional.empty();
    private boolean pause;
    private Instant expireAt = Instant.EPOCH;

    /// People want something done with dead letters.
    void orders() {
        orders = true;
    }

    /// How the worker sees its endpoint has changed.
    void report() {
        report = true;
    }

    /// The endpoint wants nothing any more: it is gone, or has asked for it.
    void disable(boolean gone) {
        disable = Optional.of(gone ? "gone" : "asked");
    }

    /// The sink is to be paused.
    void pause() {
        pause = true;
    }

    boolean any(Instant now) {
        return orders || report || disable.isPresent() || pause || !now.isBefore(expireAt);
    }

    Instant expireAt() {
        return expireAt;
    }

    /// Hands out all that is asked for; the next old dead letters are looked for at `expireNext`.
    Asked take(Instant now, Instant expireNext) {
        boolean expire = !now.isBefore(expireAt);
        Asked taken = new Asked(orders, report, disable, pause, expire);
        orders = false;
        report = false;
        disable = Optional.empty();
        pause = false;
        if (expire) {
            expireAt = expireNext;
        }
        return taken;
    }

    /// Not all of it could be done.
    void putBack(Asked undone) {
        orders |= undone.orders();
        report |= undone.report();
        disable = disable.or(undone::disable);
        pause |= undone.pause();
        if (undone.expire()) {
            expireAt = Instant.EPOCH;
        }
    }

    /// @param disable why the endpoint is to be disabled, if it is
    record Asked(
            boolean orders,
            boolean report,
            Optional<String> disable,
            boolean pause,
            boolean expire) {}
}
