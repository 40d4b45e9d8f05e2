package dev.rowhook.api.audit;

import static dev.rowhook.core.access.Permission.AUDIT_READ;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.jooq.tables.records.AuditEventRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The audit log, the newest events first. Nobody changes it, the API's role least of all.
@RestController
@RequestMapping("/v1/audit-events")
class AuditController {
    private static final int MAX_LENGTH = 100;

    private final AccountTransactions transactions;
    private final PageCursors cursors;

    AuditController(AccountTransactions transactions, PageCursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    @Requires(AUDIT_READ)
    @GetMapping
    Page<AuditAnswer> list(AccountId account, Fields query) {
        Supplier<Optional<String>> action = query.optional("action", Readers.text(MAX_LENGTH));
        Supplier<Optional<String>> resource = query.optional("resource", Readers.text(MAX_LENGTH));
        Supplier<Optional<String>> actor = query.optional("actor", Readers.text(MAX_LENGTH));
        Supplier<TimeRange> times = TimeRange.of(query);
        Paging paging = Paging.ending(query);
        Condition filter =
                equal(AUDIT_EVENT.ACTION, action.get())
                        .and(equal(AUDIT_EVENT.RESOURCE_ID, resource.get()))
                        .and(equal(AUDIT_EVENT.ACTOR_ID, actor.get()))
                        .and(times.get().holds(AUDIT_EVENT.AT));
        String name =
                "audit %s %s %s %s"
                        .formatted(action.get(), resource.get(), actor.get(), times.get());
        return transactions.read(
                account,
                db ->
                        new Listing<>(
                                        cursors,
                                        PageCursors.Scope.of(account, name),
                                        AuditController::place)
                                .page(
                                        db,
                                        paging,
                                        (after, limit) -> newest(db, account, filter, after, limit),
                                        rows -> rows.stream().map(AuditAnswer::of).toList()));
    }

    private static Condition equal(
            TableField<AuditEventRecord, String> field, Optional<String> value) {
        return value.map(field::eq).orElse(DSL.noCondition());
    }

    private static List<AuditEventRecord> newest(
            DSLContext db,
            AccountId account,
            Condition filter,
            Optional<List<Long>> after,
            int limit) {
        return db.selectFrom(AUDIT_EVENT)
                .where(AUDIT_EVENT.ACCOUNT_ID.eq(account.value()))
                .and(filter)
                .and(IdPlaces.isAfter(AUDIT_EVENT.ID, after))
                .orderBy(AUDIT_EVENT.ID.desc())
                .limit(limit)
                .fetch();
    }

    /// Where an event stands in the list: ids rise with time.
    private static List<Long> place(AuditEventRecord row) {
        return IdPlaces.of(row.getId());
    }
}
