package dev.rowhook.reader;

import dev.rowhook.changelog.LogPosition;
import dev.rowhook.core.Lsn;
import dev.rowhook.reader.pgoutput.MalformedMessageException;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.reader.source.StreamStart;

/// How far a stream has come: the position that the log is at once all is appended that came.
///
/// A transaction that the log already has, or has in part, comes again after a restart. Its changes
/// are counted by their index, wanted or not, and those that the log has accounted for are known.
/// Not thread-safe.
final class StreamProgress {
    private LogPosition position;
    private Lsn lastHeartbeat = Lsn.ZERO;

    // The open transaction.
    private boolean open;
    private Lsn commitLsn = Lsn.ZERO;
    private long index;
    private long alreadyLogged;

    /// @param position of the log when the stream begins
    StreamProgress(LogPosition position) {
        this.position = position;
    }

    LogPosition position() {
        return position;
    }

    /// Where the open transaction commits.
    Lsn commitLsn() {
        return commitLsn;
    }

    /// How many changes of the open transaction have come.
    long index() {
        return index;
    }

    /// Whether the stream stands between two transactions, neither of which is half appended.
    boolean isBetweenTransactions() {
        return !open && position.whole();
    }

    void begin(Lsn commit) {
        open = true;
        commitLsn = commit;
        index = 0;
        int order = commit.compareTo(position.commitLsn());
        if (order > 0) {
            alreadyLogged = 0;
        } else if (order == 0 && !position.whole()) {
            alreadyLogged = position.changeCount();
        } else {
            alreadyLogged = Long.MAX_VALUE;
        }
    }

    /// Counts a change of the open transaction. False: the log has accounted for it.
    boolean count(Lsn lsn) throws SourceRefusedException {
        index++;
        if (index == alreadyLogged && !lsn.equals(position.changeLsn())) {
            throw new SourceRefusedException(
                    new SourceCondition(
                            "stream_diverged",
                            "The transaction that committed at %s comes again with change %d at %s; the log has it at %s."
                                    .formatted(commitLsn, index, lsn, position.changeLsn()),
                            StreamStart.MEND));
        }
        if (index <= alreadyLogged) {
            return false;
        }
        position = position.at(commitLsn, index, lsn, false, position.endLsn());
        return true;
    }

    /// Takes a message of no transaction, which is one by itself. False: the log has accounted for
    /// it.
    boolean pass(Lsn lsn) {
        if (open) {
            throw new MalformedMessageException(
                    "a message of no transaction at %s within one".formatted(lsn));
        }
        if (lsn.compareTo(position.commitLsn()) <= 0 || lsn.compareTo(position.endLsn()) < 0) {
            return false;
        }
        position = position.at(lsn, 1, lsn, true, lsn);
        return true;
    }

    void commit(Lsn commit, Lsn end) {
        if (!open || !commit.equals(commitLsn)) {
            throw new MalformedMessageException(
                    "a commit at %s without its begin".formatted(commit));
        }
        open = false;
        if (alreadyLogged != Long.MAX_VALUE) {
            position = position.at(commit, index, position.changeLsn(), true, end);
        }
    }

    /// A heartbeat stood at an LSN.
    void heartbeat(Lsn lsn) {
        lastHeartbeat = lsn;
    }

    /// Moves to the last heartbeat, if nothing is open, and says whether it did.
    boolean passHeartbeat() {
        boolean idle = isBetweenTransactions() && lastHeartbeat.compareTo(position.endLsn()) > 0;
        if (idle) {
            // All that committed before the heartbeat came before it.
            position =
                    position.at(
                            position.commitLsn(),
                            position.changeCount(),
                            position.changeLsn(),
                            true,
                            lastHeartbeat);
        }
        return idle;
    }
}
