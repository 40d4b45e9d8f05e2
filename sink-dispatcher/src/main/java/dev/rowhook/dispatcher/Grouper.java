package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.dispatcher.window.Message;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Says when the turn of a change comes. Thread-safe.
interface Grouper {
    /// The group of barriers in the table of pending changes.
    long BARRIER_GROUP = 0;

    Turn turn(LoggedChange change);

    /// A message, and whether all before it and all after it keep apart from it.
    ///
    /// `keyChangeOf` is there if its relation version has another key than the version before: then
    /// no message of an older version of that table (its oid) may be under way any more.
    record Turn(Message message, boolean barrier, OptionalInt keyChangeOf) {}

    /// The hash of the table and key of its row, whatever the groups are; empty if that is not
    /// known.
    OptionalLong rowHash(Message message);

    /// The oid of the table that a relation version describes.
    int table(int relation);
}
