package dev.rowhook.api.paging;

import dev.rowhook.api.Page;
import dev.rowhook.core.AccountId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Lists the resources of an account page by page, the first that was made first. Which ones a page
/// has is read from the index of their ids.
///
/// Thread-safe.
@Component
public class ResourcePages {
    private final PageCursors cursors;

    ResourcePages(PageCursors cursors) {
        this.cursors = cursors;
    }

    /// A page of what is read of several tables.
    ///
    /// @param ids the ids of the kind of resource
    /// @param answers what is shown of those that a condition picks, in the order of their ids
    public <A> Page<A> page(
            DSLContext db,
            AccountId account,
            TableField<?, UUID> ids,
            Paging paging,
            Function<Condition, List<A>> answers) {
        return new Listing<UUID>(cursors, scope(account, ids), IdPlaces::of)
                .page(
                        db,
                        paging,
                        (after, limit) ->
                                db.select(ids)
                                        .from(ids.getTable())
                                        .where(follows(account, ids, after))
                                        .orderBy(ids)
                                        .limit(limit)
                                        .fetch(ids),
                        shown -> answers.apply(ids.in(shown)));
    }

    /// A page of rows of one table.
    ///
    /// @param ids the ids of the kind of resource
    /// @param answers what is shown of rows
    public <R extends Record, A> Page<A> rows(
            DSLContext db,
            AccountId account,
            TableField<R, UUID> ids,
            Paging paging,
            Function<List<R>, List<A>> answers) {
        return new Listing<R>(cursors, scope(account, ids), row -> IdPlaces.of(row.get(ids)))
                .page(
                        db,
                        paging,
                        (after, limit) ->
                                db.selectFrom(table(ids))
                                        .where(follows(account, ids, after))
                                        .orderBy(ids)
                                        .limit(limit)
                                        .fetch(),
                        answers);
    }

    private static PageCursors.Scope scope(AccountId account, TableField<?, UUID> ids) {
        return PageCursors.Scope.of(account, table(ids).getName());
    }

    private static <R extends Record> Table<R> table(TableField<R, UUID> ids) {
        return Objects.requireNonNull(ids.getTable());
    }

    private static Condition follows(
            AccountId account, TableField<?, UUID> ids, Optional<List<Long>> after) {
        Field<UUID> accounts = Objects.requireNonNull(table(ids).field("account_id", UUID.class));
        return accounts.eq(account.value())
                .and(after.map(IdPlaces::id).map(ids::gt).orElseGet(DSL::noCondition));
    }
}
