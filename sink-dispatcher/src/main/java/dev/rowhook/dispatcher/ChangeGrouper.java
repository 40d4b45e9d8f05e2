package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.GroupKeys;
import dev.rowhook.dispatcher.message.Groups;
import dev.rowhook.dispatcher.window.Message;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Groups changes by their rows, as a sink asks for it. Thread-safe.
///
/// A change that cannot be read is alone in its group: as a barrier it would stop its sink for as
/// long as nobody attends to it.
final class ChangeGrouper implements Grouper {
    private final GroupKeys keys;
    private final Relations relations;
    private final boolean byRow;

    ChangeGrouper(GroupBy groupBy, Relations relations) {
        this.keys = new GroupKeys(groupBy);
        this.relations = relations;
        this.byRow = groupBy.byRow();
    }

    @Override
    public Turn turn(LoggedChange change) {
        Relation relation = relations.get(change.relation());
        OptionalInt keyChange =
                byRow && relation.groupBarrier()
                        ? OptionalInt.of(relation.oid())
                        : OptionalInt.empty();
        Groups groups = keys.of(change, relation);
        return switch (groups.kind()) {
            case ONE -> new Turn(new Message(change, groups.first()), false, keyChange);
            case TWO ->
                    new Turn(
                            new Message(change, groups.first(), groups.second()), false, keyChange);
            case BARRIER ->
                    isReadable(change, relation)
                            ? new Turn(new Message(change, BARRIER_GROUP), true, keyChange)
                            : new Turn(new Message(change, ownGroup(change)), false, keyChange);
        };
    }

    @Override
    public OptionalLong rowHash(Message message) {
        LoggedChange change = message.change();
        return GroupKeys.rowHash(change, relations.get(change.relation()));
    }

    @Override
    public int table(int relation) {
        return relations.get(relation).oid();
    }

    private static boolean isReadable(LoggedChange change, Relation relation) {
        try {
            RowChange.decode(change.body(), relation);
            return true;
        } catch (MalformedChangeException e) {
            return false;
        }
    }

    /// A number that no other change of the sink has for its group but by a chance of 1 in 2^64.
    private static long ownGroup(LoggedChange change) {
        long mixed = (change.seq() + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return mixed ^ (mixed >>> 31);
    }
}
