package dev.rowhook.changelog;

import dev.rowhook.core.Lsn;

import java.util.Optional;

/// How far a database's log follows its source, and where the log itself ends.
///
/// Of the transaction that committed at `commitLsn` the first `changeCount` changes are accounted
/// for (in the log, or wanted by no sink), or all of them if `whole`; the last of them stood at
/// `changeLsn`. `endLsn` is what may be confirmed to the source. `source` is empty until the first
/// connect. LSNs compare within `incarnation` only.
public record LogPosition(
        Optional<SourceIdentity> source,
        int incarnation,
        Lsn commitLsn,
        long changeCount,
        Lsn changeLsn,
        boolean whole,
        Lsn endLsn,
        long nextSeq,
        long settingsVersion) {

    /// Which source the log follows, as IDENTIFY_SYSTEM names it, and through which slot.
    ///
    /// @param publications what names the publications, which is another if one is made anew; empty
    ///   if that is not known
    public record SourceIdentity(
            String systemIdentifier, int timeline, String slot, Optional<String> publications) {

        /// The same with publications that are known.
        public SourceIdentity of(String known) {
            return new SourceIdentity(systemIdentifier, timeline, slot, Optional.of(known));
        }
    }

    /// The position after more of the source was read and nothing of it needs the log.
    public LogPosition at(Lsn commit, long count, Lsn change, boolean wholeTransaction, Lsn end) {
        return new LogPosition(
                source,
                incarnation,
                commit,
                count,
                change,
                wholeTransaction,
                end,
                nextSeq,
                settingsVersion);
    }

    /// The position after appending up to, not including, `seq`.
    public LogPosition withNextSeq(long seq) {
        return new LogPosition(
                source,
                incarnation,
                commitLsn,
                changeCount,
                changeLsn,
                whole,
                endLsn,
                seq,
                settingsVersion);
    }
}
