package dev.rowhook.proof.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What all connections of an endpoint share: the behaviour, the chance, what accepts, and what
/// counts.
///
/// Thread-safe.
final class Conscience {
    private final Consumer<byte[]> accepted;
    private final Random random;
    private final Tally tally = new Tally();
    private final AtomicReference<Optional<RuntimeException>> objection =
            new AtomicReference<>(Optional.empty());
    private volatile Behaviour behaviour = Behaviour.well();
    private volatile Duration late = Duration.ofMillis(2500);
    private volatile Duration hang = Duration.ofMinutes(1);

    Conscience(Consumer<byte[]> accepted, long seed) {
        this.accepted = accepted;
        this.random = new Random(seed);
    }

    void behave(Behaviour changed) {
        behaviour = changed;
    }

    void late(Duration changed) {
        late = changed;
    }

    void hang(Duration changed) {
        hang = changed;
    }

    Duration late() {
        return late;
    }

    Duration hang() {
        return hang;
    }

    /// What to do with the next request. It counts as done.
    Optional<Misconduct> draw() {
        Optional<Misconduct> drawn = behaviour.at(random.nextDouble());
        tally.requested();
        drawn.ifPresent(tally::committed);
        return drawn;
    }

    int drawBetween(int least, int end) {
        return random.nextInt(least, end);
    }

    /// Hands a body on. Answers whether it was taken.
    boolean accept(byte[] body) {
        try {
            accepted.accept(body);
            tally.accepted();
            return true;
        } catch (RuntimeException e) {
            objection.compareAndSet(Optional.empty(), Optional.of(e));
            return false;
        }
    }

    Optional<RuntimeException> objection() {
        return objection.get();
    }

    EndpointCounts counts() {
        return tally.counts();
    }
}
