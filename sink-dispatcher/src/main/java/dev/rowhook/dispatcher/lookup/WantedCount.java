package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LogCount;
import dev.rowhook.changelog.LogCount.Part;
import dev.rowhook.changelog.LogCount.Tag;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
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
            TableName table = relations.get(part.relation()).name();
            boolean decided = part.tag() == Tag.WANTED;
            if (decided || selection.includes(table, action(part.kind()))) {
                most += part.changes();
                exact &= decided || !selection.isConditional(table);
            }
        }
        return new WantedCount(most, exact);
    }

    private static Action action(char kind) {
        return switch (kind) {
            case 'I' -> Action.INSERT;
            case 'U' -> Action.UPDATE;
            case 'D' -> Action.DELETE;
            case 'b' -> Action.BACKFILL_STARTED;
            case 'e' -> Action.BACKFILL_COMPLETED;
            default -> Action.READ;
        };
    }
}
