package dev.rowhook.api.sink;

import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a sink was not sent because it was disabled or the log was full.
@RestController
@RequestMapping("/v1/sinks/{reference}/skips")
class SkipController {
    private final AccountTransactions transactions;
    private final PageCursors cursors;

    SkipController(AccountTransactions transactions, PageCursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /// The last one in the log comes first.
    @Requires(SINKS_READ)
    @GetMapping
    Page<SkippedRange> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    return new Listing<SinkSkipRecord>(
                                    cursors, sink.scope("skips"), row -> List.of(row.getFromSeq()))
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) -> newest(db, sink, after, limit),
                                    rows -> rows.stream().map(SkippedRange::of).toList());
                });
    }

    private static List<SinkSkipRecord> newest(
            DSLContext db, DeliverySink sink, Optional<List<Long>> after, int limit) {
        Condition further =
                after.map(place -> SINK_SKIP.FROM_SEQ.lt(place.getFirst()))
                        .orElse(DSL.noCondition());
        return db.selectFrom(SINK_SKIP)
                .where(sink.owns(SINK_SKIP.ACCOUNT_ID, SINK_SKIP.SINK_ID))
                .and(further)
                .orderBy(SINK_SKIP.FROM_SEQ.desc())
                .limit(limit)
                .fetch();
    }
}
