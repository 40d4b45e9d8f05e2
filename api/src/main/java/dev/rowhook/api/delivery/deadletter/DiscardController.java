package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.SeqPlaces;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.changelog.Replays;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.OrderId;
import dev.rowhook.store.jooq.tables.records.SinkDiscardRecord;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Which dead letters are gone, and who had them go.
@RestController
@RequestMapping("/v1/sinks/{reference}/discards")
class DiscardController {
    private final AccountTransactions transactions;
    private final PageCursors cursors;

    DiscardController(AccountTransactions transactions, PageCursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /// Those that went last come first.
    @Requires(SINKS_READ)
    @GetMapping
    Page<DiscardAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    return new Listing<Record>(
                                    cursors, sink.scope("discards"), DiscardController::place)
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) -> newest(db, sink, after, limit),
                                    rows -> answers(db, sink, rows));
                });
    }

    private static List<Record> newest(
            DSLContext db, DeliverySink sink, Optional<List<Long>> after, int limit) {
        return List.copyOf(
                db.select()
                        .from(SINK_DISCARD)
                        .leftJoin(SINK_ORDER)
                        .on(SINK_ORDER.ACCOUNT_ID.eq(SINK_DISCARD.ACCOUNT_ID))
                        .and(SINK_ORDER.ID.eq(SINK_DISCARD.ORDER_ID))
                        .where(sink.owns(SINK_DISCARD.ACCOUNT_ID, SINK_DISCARD.SINK_ID))
                        .and(SeqPlaces.isAfter(SINK_DISCARD.DISCARDED_AT, SINK_DISCARD.SEQ, after))
                        .orderBy(SINK_DISCARD.DISCARDED_AT.desc(), SINK_DISCARD.SEQ.desc())
                        .limit(limit)
                        .fetch());
    }

    private static List<Long> place(Record row) {
        return SeqPlaces.of(row.get(SINK_DISCARD.DISCARDED_AT), row.get(SINK_DISCARD.SEQ));
    }

    private static List<DiscardAnswer> answers(
            DSLContext db, DeliverySink sink, List<Record> rows) {
        Map<Integer, String> tables = sink.tables(db);
        Replays replays = sink.replays(db);
        return rows.stream().map(row -> answer(sink, row, tables, replays)).toList();
    }

    private static DiscardAnswer answer(
            DeliverySink sink, Record row, Map<Integer, String> tables, Replays replays) {
        SinkDiscardRecord discard = row.into(SINK_DISCARD);
        return new DiscardAnswer(
                sink.message(replays, discard.getIncarnation(), discard.getSeq()).toString(),
                tables.getOrDefault(discard.getRelation(), ""),
                discard.getCommitLsn(),
                discard.getReason(),
                discard.getAttempts(),
                discard.getDiedAt(),
                discard.getDiscardedAt(),
                Optional.ofNullable(discard.getOrderId()).map(id -> new OrderId(id).toString()),
                Optional.ofNullable(row.get(SINK_ORDER.REQUESTED_BY)));
    }
}
