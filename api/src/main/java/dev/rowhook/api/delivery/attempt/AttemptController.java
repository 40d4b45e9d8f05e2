package dev.rowhook.api.delivery.attempt;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Listing;
import dev.rowhook.api.delivery.PageCursors;
import dev.rowhook.api.delivery.Paging;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.keys.DataKeys;

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

    @GetMapping
    Page<AttemptAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.inTransaction(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<AttemptFilter> filter = AttemptFilter.of(query);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    AttemptRows rows = new AttemptRows(db, sink);
                    return new Listing<DeliveryAttemptRecord>(
                                    cursors,
                                    new PageCursors.Scope(sink, "attempts " + filter.get()),
                                    AttemptRows::place)
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) ->
                                            rows.newest(filter.get().condition(), after, limit),
                                    found -> found.stream().map(AttemptAnswer::of).toList());
                });
    }

    @GetMapping("/{id}")
    AttemptDetail get(AccountId account, @PathVariable String reference, @PathVariable String id) {
        return transactions.inTransaction(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    return AttemptId.parse(id)
                            .flatMap(attempt -> new AttemptRows(db, sink).find(attempt, keys))
                            .orElseThrow(() -> ProblemException.notFound("attempt"));
                });
    }
}
