package dev.rowhook.reader;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.LogDisk;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// The room that one log has on disk: what its account may take, less what the logs of the account
/// take.
///
/// When seven tenths are taken, what is kept for replays goes, so that what is told then is about
/// sinks that are behind. If they need all that there is, the reader stops, and goes on when a
/// tenth is free.
///
/// [#begin], [#follow] and [#check] belong to the reader's thread; [#tidy] is safe on any.
final class LogRoom {
    private static final Logger log = LoggerFactory.getLogger(LogRoom.class);
    private static final long MB = 1_000_000;
    private static final int FULL = 100;
    private static final int NEARLY_FULL = 90;
    private static final int FILLING = 70;

    /// So often it is measured while the limit's worth of changes is appended, or more often.
    private static final long MEASURES = 64;

    private static final long MAX_STEP = 64L << 20;

    /// The smaller the limit is, the smaller are the parts that can go.
    private static final long SEGMENTS = 16;

    private static final String REMEDY =
            "Let the sinks that are behind catch up, disable or delete them; or ask whoever runs"
                    + " Rowhook for a higher limits.log_bytes of the account.";

    private final ChangeLog changeLog;
    private final SourceConditions conditions;
    private @Nullable ChangeLogWriter writer;
    private long measuredAt;
    private long step;
    private volatile boolean scarce;
    private volatile boolean held;
    private @Nullable List<SourceCondition> told;

    LogRoom(ChangeLog changeLog, SourceConditions conditions) {
        this.changeLog = changeLog;
        this.conditions = conditions;
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
            disk = tidied();
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

    private void closeSegment() {
        if (writer == null) {
            changeLog.closeSegment();
        } else {
            writer.closeSegment();
        }
    }

    /// Measures, makes room if there is too little, tells how much there is, and says whether a
    /// reader that waits may go on.
    boolean tidy() {
        tidied();
        return held && !scarce;
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
        tell(disk);
        return disk;
    }

    /// Who waits goes on only with a tenth to fill, not to wait again at once.
    private boolean isScarce(LogDisk disk) {
        return disk.takes(held ? NEARLY_FULL : FULL);
    }

    private void tell(LogDisk disk) {
        List<SourceCondition> standing = standing(disk);
        if (!standing.equals(told)) {
            conditions.log(standing);
            told = standing;
        }
    }

    private static List<SourceCondition> standing(LogDisk disk) {
        if (!disk.takes(FILLING)) {
            return List.of();
        }
        String code = disk.takes(NEARLY_FULL) ? "log_nearly_full" : "log_filling";
        return List.of(new SourceCondition(code, taken(disk) + ".", REMEDY));
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
