package dev.rowhook.changelog;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Changes on their way into the log: numbered from the log's end on, and encoded for COPY as they
/// come.
///
/// Not thread-safe. Serves one append; [ChangeLogWriter#newBatch] makes the next.
public final class AppendBatch {
    private final CopyRows rows = new CopyRows();
    private final List<TaggedChange> changes = new ArrayList<>();
    private final int incarnation;
    private final long settingsVersion;
    private long nextSeq;

    AppendBatch(LogPosition position, long settingsVersion) {
        this.incarnation = position.incarnation();
        this.nextSeq = position.nextSeq();
        this.settingsVersion = settingsVersion;
    }

    /// Adds the change that `body` holds (see [LoggedChange]) for the sinks of these
    /// [tags][SinkTag].
    public void add(
            long commitLsn,
            long commitIndex,
            long committedAt,
            int relation,
            byte @Nullable [] annotations,
            byte[] body,
            int[] sinks) {
        LoggedChange change =
                new LoggedChange(
                        nextSeq++,
                        incarnation,
                        commitLsn,
                        commitIndex,
                        committedAt,
                        relation,
                        annotations,
                        body,
                        settingsVersion);
        rows.add(change, sinks);
        changes.add(new TaggedChange(change, sinks));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /// How many changes it holds.
    public int size() {
        return changes.size();
    }

    /// How many bytes it will send to Postgres.
    public int bytes() {
        return rows.length();
    }

    long nextSeq() {
        return nextSeq;
    }

    CopyRows rows() {
        return rows;
    }

    LoggedBatch logged() {
        return new LoggedBatch(changes, rows.length());
    }
}
