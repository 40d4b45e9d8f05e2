package dev.rowhook.reader;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.LogDisk;
import dev.rowhook.changelog.LogExpiry;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;

import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The room that one log has on disk: what its account may take, less what the logs of the account
/// take.
///
/// When seven tenths are taken, what is kept for replays goes, so that what is told then is about
/// sinks that are behind. If they need all that there is, the account decides: the reader stops,
/// and goes on when a tenth is free; or the oldest segment of the account is given up, one after
/// the other, until a tenth is, and the reader stops only if that takes long.
///
/// [#begin], [#follow] and [#check] belong to the reader's thread; [#tidy] is safe on any.
final class LogRoom {
    private static final Logger log = LoggerFactory.getLogger(LogRoom.class);
    private static final long MB = 1_000_000;
    private static final int FULL = 100;
    private static final int NEARLY_FULL = LogExpiry.ENOUGH;
    private static final int FILLING = 70;

    /// So many sinks a condition names.
    private static final int NAMED = 10;

    /// So often it is measured while the limit's worth of changes is appended, or more often.
    private static final long MEASURES = 64;

    private static final long MAX_STEP = 64L << 20;

    /// The smaller the limit is, the smaller are the parts that can go.
    private static final long SEGMENTS = 16;

    /// A source waits for longer before it takes a reader for dead.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String REMEDY =
            "Let the sinks that are behind catch up, disable or delete them; or ask whoever runs"
                    + " Rowhook for a higher limits.log_bytes of the account.";

    private final ChangeLog changeLog;
    private final SourceConditions conditions;
    private final GivingUp givingUp;
    private final Semaphore moved = new Semaphore(0);
    private volatile Runnable onRoom = () -> {};
    private @Nullable ChangeLogWriter writer;
    private long measuredAt;
    private long step;
    private volatile boolean scarce;
    private volatile boolean held;
    private volatile boolean expiring;
    private @Nullable List<SourceCondition> told;

    /// Who moves sinks behind what the log gives up.
    interface GivingUp {
        /// @param moved is called each time that one was
        void upTo(long seq, Runnable moved);
    }

    LogRoom(ChangeLog changeLog, SourceConditions conditions, GivingUp givingUp) {
        this.changeLog = changeLog;
        this.conditions = conditions;
        this.givingUp = givingUp;
    }

    /// Is called when a reader that waits may go on.
    void onRoom(Runnable wake) {
        onRoom = wake;
    }

    /// Before there is a writer.
    ///
    /// @throws SourceRefusedException if there is no room: nothing is to be read
    void begin() throws SourceRefusedException {
        writer = null;
        require();
    }

    /// Appends go through this writer from now on.
    void follow(ChangeLogWriter newest) {
        writer = newest;
        measuredAt = 0;
        step = 0;
    }

    /// Measures if enough was appended since it was measured last.
    ///
    /// @throws SourceRefusedException if there is no room: nothing more is to be read
    void check() throws SourceRefusedException {
        if (writer != null && (scarce || writer.appendedBytes() - measuredAt >= step)) {
            measuredAt = writer.appendedBytes();
            require();
        }
    }

    private void require() throws SourceRefusedException {
        LogDisk disk = tidied();
        if (isScarce(disk)) {
            // Else what it holds could not go before more is appended.
            closeSegment();
            disk = givenUp(tidied());
        }
        held = isScarce(disk);
        if (held) {
            throw new SourceRefusedException(full(disk));
        }
        step = Math.min(MAX_STEP, disk.limit() / MEASURES);
        if (writer != null) {
            writer.cutAfter(disk.limit() / SEGMENTS);
        }
    }

    /// Waits a short while for sinks to be moved, if something is given up.
    private LogDisk givenUp(LogDisk before) {
        LogDisk disk = before;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (disk.expires()
                    && isScarce(disk)
                    && moved.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                moved.drainPermits();
                disk = tidied();
            }
        } catch (InterruptedException e) {
            // The reader stops.
            Thread.currentThread().interrupt();
        }
        return disk;
    }

    private void closeSegment() {
        if (writer == null) {
            changeLog.closeSegment();
        } else {
            writer.closeSegment();
        }
    }

    /// Measures, makes room if there is too little, tells how much there is, and lets a reader that
    /// waits go on if there is room.
    void tidy() {
        tidied();
        if (held && !scarce) {
            onRoom.run();
        }
    }

    /// A sink was moved behind what is given up.
    private void wasMoved() {
        try {
            tidy();
        } catch (LeaseLostException | DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", changeLog.lease().database())
                    .addKeyValue("cause", Causes.brief(e))
                    .log("room not looked at, later again");
        }
        moved.release();
    }

    private synchronized LogDisk tidied() {
        LogDisk disk = changeLog.measure();
        if (disk.takes(FILLING)) {
            int dropped = changeLog.free(disk.beyond(FILLING));
            if (dropped > 0) {
                log.atDebug()
                        .addKeyValue("database", changeLog.lease().database())
                        .addKeyValue("segments", dropped)
                        .log("segments dropped to make room, replays reach less far back");
            }
            disk = changeLog.measure();
        }
        scarce = isScarce(disk);
        OptionalLong oldest =
                scarce && disk.expires() ? changeLog.expiry().next() : OptionalLong.empty();
        expiring = oldest.isPresent();
        oldest.ifPresent(seq -> givingUp.upTo(seq, this::wasMoved));
        tell(disk);
        return disk;
    }

    /// Who waits goes on only with a tenth to fill, not to wait again at once.
    private boolean isScarce(LogDisk disk) {
        return disk.takes(held || expiring ? NEARLY_FULL : FULL);
    }

    private void tell(LogDisk disk) {
        if (!disk.takes(FILLING) && !List.of().equals(told)) {
            changeLog.expiry().forget();
        }
        List<SourceCondition> standing = standing(disk);
        if (!standing.equals(told)) {
            conditions.log(standing);
            told = standing;
        }
    }

    private List<SourceCondition> standing(LogDisk disk) {
        if (!disk.takes(FILLING)) {
            return List.of();
        }
        List<SourceCondition> standing = new ArrayList<>();
        String code = disk.takes(NEARLY_FULL) ? "log_nearly_full" : "log_filling";
        standing.add(new SourceCondition(code, taken(disk) + ".", REMEDY));
        List<String> moved = changeLog.expiry().moved();
        if (!moved.isEmpty()) {
            standing.add(expired(moved));
        }
        return standing;
    }

    private static SourceCondition expired(List<String> sinks) {
        String named = String.join(", ", sinks.subList(0, Math.min(NAMED, sinks.size())));
        String more = sinks.size() > NAMED ? " and %d more".formatted(sinks.size() - NAMED) : "";
        return new SourceCondition(
                LogExpiry.CODE,
                "The logs of the account were full, and the oldest of this one was given up. These sinks were not sent all of it: %s%s."
                        .formatted(named, more),
                "skipped of each sink has what it was not sent. " + REMEDY);
    }

    private static SourceCondition full(LogDisk disk) {
        return new SourceCondition(
                "log_full",
                taken(disk) + ": nothing is read, and WAL waits at the source.",
                REMEDY + " Reading goes on by itself when a tenth is free.");
    }

    private static String taken(LogDisk disk) {
        return "The logs of the account take %d of the %d MB that they may"
                .formatted(disk.used() / MB, disk.limit() / MB);
    }
}
