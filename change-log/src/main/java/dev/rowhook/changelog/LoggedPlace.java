package dev.rowhook.changelog;

/// A change as the log names it, without what it holds. The units are those of [LoggedChange].
///
/// @param wanted whether the sink that asked wants it, or may want it
/// @param erased whether its row was erased
public record LoggedPlace(
        long seq,
        int incarnation,
        long commitLsn,
        long commitIndex,
        long committedAt,
        int relation,
        boolean wanted,
        boolean erased) {}
