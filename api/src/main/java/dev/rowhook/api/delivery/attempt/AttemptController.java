package dev.rowhook.api.delivery.attempt;

import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.access.Permission;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/sinks/{reference}/attempts")
class AttemptController {
    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final DataKeys keys;

    AttemptController(AccountTransactions transactions, PageCursors cursors, DataKeys keys) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.keys = keys;
    }

    @Requires(SINKS_READ)
    @GetMapping
    Page<AttemptAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<AttemptFilter> filter = AttemptFilter.of(query);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    AttemptRows rows = new AttemptRows(db, sink);
                    return new Listing<DeliveryAttemptRecord>(
                                    cursors,
                                    sink.scope("attempts " + filter.get()),
                                    AttemptRows::place)
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) ->
                                            rows.newest(filter.get().condition(), after, limit),
                                    found -> found.stream().map(AttemptAnswer::of).toList());
                });
    }

    @Requires(SINKS_READ)
    @GetMapping("/{id}")
    AttemptDetail get(Caller caller, @PathVariable String reference, @PathVariable String id) {
        AccountId account = caller.account();
        if (!caller.may(Permission.PAYLOADS_READ)) {
            return transactions.read(
                    account, db -> rows(db, account, reference).masked(attempt(id)));
        }
        return transactions.change(
                account,
                change -> {
                    AttemptRows rows = rows(change.db(), account, reference);
                    AttemptDetail detail = rows.find(attempt(id), keys);
                    if (detail.answer().isPresent()) {
                        change.audit(
                                AuditEntry.of("payload.read", rows.sink()).with("attempt", id));
                    } else {
                        change.nothing();
                    }
                    return detail;
                });
    }

    private static AttemptRows rows(DSLContext db, AccountId account, String reference) {
        return new AttemptRows(db, DeliverySink.require(db, account, reference));
    }

    private static AttemptId attempt(String id) {
        return AttemptId.parse(id).orElseThrow(AttemptRows::notFound);
    }
}
