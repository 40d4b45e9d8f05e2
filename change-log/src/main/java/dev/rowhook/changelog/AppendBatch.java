package dev.rowhook.changelog;

import org.jooq.DSLContext;
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
    private final List<Step> steps = new ArrayList<>();
    private final int incarnation;
    private final long settingsVersion;
    private long nextSeq;

    /// What is written in the transaction of the append, before its fence.
    public interface Step {
        void in(DSLContext tx);
    }

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

    /// Lets something be written together with the changes.
    public void with(Step step) {
        steps.add(step);
    }

    /// The last seq that the log has with what was added until now.
    public long lastSeq() {
        return nextSeq - 1;
    }

    public boolean isEmpty() {
        return changes.isEmpty() && steps.isEmpty();
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    List<Step> steps() {
        return steps;
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
