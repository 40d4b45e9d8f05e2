package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkConditions;
import dev.rowhook.changelog.SinkConditions.Key;
import dev.rowhook.changelog.SinkConditions.Told;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TruncateBody;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/// Tells of a sink that stands at a barrier for longer than a moment: it sends nothing else until
/// all before the barrier is accepted, and then the barrier itself. One thread.
final class BarrierNotice {
    private static final Logger log = LoggerFactory.getLogger(BarrierNotice.class);
    private static final String CODE = "waits_in_order";

    private final Key key;
    private final SinkConditions conditions;
    private final FeederDesk desk;
    private final Stop stop;
    private final Duration patience;

    /// @param patience how long a barrier waits before it is told
    BarrierNotice(
            SinkId sink, SinkConditions conditions, FeederDesk desk, Stop stop, Duration patience) {
        this.key = new Key(sink, CODE);
        this.conditions = conditions;
        this.desk = desk;
        this.stop = stop;
        this.patience = patience;
    }

    /// Waits until everything before a barrier is accepted.
    void awaitAllBefore(LoggedChange barrier) throws InterruptedException {
        await(
                "%s waits until all before it is accepted, and all after it waits for it. Messages that failed, or wait behind one that did: %%d."
                        .formatted(name(barrier)));
    }

    /// Waits until a barrier itself is accepted.
    void awaitAccepted(LoggedChange barrier) throws InterruptedException {
        await("%s is not accepted, and all after it waits for it.".formatted(name(barrier)));
    }

    /// Waits until a barrier of an earlier worker is accepted.
    void awaitEarlier() throws InterruptedException {
        await("A change that all groups wait for is not accepted.");
    }

    /// What an earlier worker has told does not stand any more.
    void clear() throws InterruptedException {
        put(Optional.empty());
    }

    private void await(String message) throws InterruptedException {
        if (desk.awaitAllAccepted(patience)) {
            return;
        }
        put(
                Optional.of(
                        new Told(
                                message.formatted(desk.pendingRows()),
                                "Let the endpoint accept what failed, or discard it: GET /v1/sinks/%s/messages?state=retrying lists it."
                                        .formatted(key.sink()))));
        desk.awaitAllAccepted();
        clear();
    }

    private static String name(LoggedChange barrier) {
        String what =
                TruncateBody.isTruncate(barrier.body())
                        ? "The truncate"
                        : "The change that belongs to no one group";
        return "%s that committed at %s".formatted(what, new Lsn(barrier.commitLsn()));
    }

    private void put(Optional<Told> told) throws InterruptedException {
        stop.enter();
        try {
            conditions.put(key, told);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sink", key.sink())
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("condition not written");
        } finally {
            stop.leave();
        }
    }
}
