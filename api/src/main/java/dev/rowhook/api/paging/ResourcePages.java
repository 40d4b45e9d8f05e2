package dev.rowhook.api.paging;

import dev.rowhook.api.Page;
import dev.rowhook.core.AccountId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Lists the resources of an account page by page, the first that was made first. Which ones a page
/// has is read from the index of their ids; only these are looked at.
///
/// Thread-safe.
@Component
public class ResourcePages {
    private final PageCursors cursors;

    ResourcePages(PageCursors cursors) {
        this.cursors = cursors;
    }

    /// @param ids the ids of the kind of resource
    /// @param answers what is shown of those that a condition picks, in the order of their ids
    public <A> Page<A> page(
            DSLContext db,
            AccountId account,
            TableField<?, UUID> ids,
            Paging paging,
            Function<Condition, List<A>> answers) {
        String list = Objects.requireNonNull(ids.getTable()).getName();
        PageCursors.Scope scope = PageCursors.Scope.of(account, list);
        Optional<List<Long>> after = cursors.open(db, scope, paging.cursor());
        List<UUID> found = ids(db, account, ids, after, paging.limit() + 1);
        if (found.size() <= paging.limit()) {
            return Page.of(answers.apply(ids.in(found)));
        }
        List<UUID> shown = found.subList(0, paging.limit());
        String next = cursors.seal(db, scope, IdPlaces.of(shown.getLast()));
        return new Page<>(answers.apply(ids.in(shown)), Optional.of(next));
    }

    private static List<UUID> ids(
            DSLContext db,
            AccountId account,
            TableField<?, UUID> ids,
            Optional<List<Long>> after,
            int limit) {
        var table = Objects.requireNonNull(ids.getTable());
        Field<UUID> accounts = Objects.requireNonNull(table.field("account_id", UUID.class));
        return db.select(ids)
                .from(table)
                .where(accounts.eq(account.value()))
                .and(after.map(IdPlaces::id).map(ids::gt).orElseGet(DSL::noCondition))
                .orderBy(ids)
                .limit(limit)
                .fetch(ids);
    }
}
