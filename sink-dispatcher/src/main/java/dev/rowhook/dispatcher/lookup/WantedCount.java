package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LogCount;
import dev.rowhook.changelog.LogCount.Part;
import dev.rowhook.changelog.LogCount.Tag;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.filter.match.Selection;

/// How many of some changes a sink wants, as far as that is known without a look at each of them.
///
/// @param most it wants no more
/// @param exact whether it wants all of these
record WantedCount(long most, boolean exact) {

    static WantedCount of(LogCount count, Selection selection, Relations relations) {
        long most = count.uncounted();
        boolean exact = count.uncounted() == 0;
        for (Part part : count.parts()) {
            if (mayWant(selection, relations, part.tag(), part.relation(), part.kind())) {
                boolean decided = part.tag() == Tag.WANTED;
                TableName table = relations.get(part.relation()).name();
                most += part.changes();
                exact &= decided || !selection.isConditional(table);
            }
        }
        return new WantedCount(most, exact);
    }

    /// Whether a sink that sees a change wants it, as far as that is known without a look at it.
    static boolean mayWant(
            Selection selection, Relations relations, Tag tag, int relation, char kind) {
        return tag == Tag.WANTED
                || selection.includes(relations.get(relation).name(), action(kind));
    }

    private static Action action(char kind) {
        return switch (kind) {
            case 'I' -> Action.INSERT;
            case 'U' -> Action.UPDATE;
            case 'D' -> Action.DELETE;
            case TruncateBody.KIND -> Action.TRUNCATE;
            case LogicalMessageBody.KIND -> Action.MESSAGE;
            case 'b' -> Action.BACKFILL_STARTED;
            case 'e' -> Action.BACKFILL_COMPLETED;
            default -> Action.READ;
        };
    }
}
