package dev.rowhook.api.delivery.replay;

import static dev.rowhook.core.access.Permission.SINKS_OPERATE;
import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ReplayId;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/sinks/{reference}")
class ReplayController {
    private static final Logger log = LoggerFactory.getLogger(ReplayController.class);
    private static final Duration SET_BACK_WITHIN = Duration.ofSeconds(10);

    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final ReplayPlaces places;
    private final CarriedOutReplays carriedOut;
    private final Clock clock = Clock.systemUTC();

    ReplayController(
            AccountTransactions transactions,
            PageCursors cursors,
            ReplayPlaces places,
            CarriedOutReplays carriedOut) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.places = places;
        this.carriedOut = carriedOut;
    }

    /// Waits a while for the sink's owner, so that the answer mostly has the run. A plan is
    /// answered at once, and changes nothing.
    @Requires(SINKS_OPERATE)
    @PostMapping(path = "/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> replay(
            AccountId account, Actor actor, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        DeliverySink sink =
                transactions.read(account, db -> DeliverySink.require(db, account, reference));
        sink.requireEnabled();
        ReplayRequest request = ReplayRequest.read(fields, clock);
        long seq = places.require(sink, request.from());
        if (request.plan()) {
            return ResponseEntity.ok(PlanAnswer.of(places.plan(sink, seq)));
        }
        ReplayId replay =
                transactions.change(
                        account,
                        change -> {
                            ReplayId id =
                                    new ReplayRows(change.db(), sink)
                                            .give(seq, request.newIds(), actor);
                            change.audit(
                                    AuditEntry.of("sink.replay", sink.id())
                                            .with("replay", id.toString())
                                            .with("from_seq", seq)
                                            .with("new_ids", request.newIds()));
                            return id;
                        });
        boolean done = carriedOut.await(account, replay, SET_BACK_WITHIN);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sink.id())
                .addKeyValue("replay", replay)
                .addKeyValue("done", done)
                .log("replay ordered");
        return Accepted.at(
                "/v1/sinks/%s/replays/%s".formatted(sink.id(), replay),
                get(account, sink.id().toString(), replay.toString()));
    }

    @Requires(SINKS_READ)
    @GetMapping("/replays/{id}")
    ReplayAnswer get(AccountId account, @PathVariable String reference, @PathVariable String id) {
        return transactions.read(
                account,
                db -> {
                    ReplayRows rows =
                            new ReplayRows(db, DeliverySink.require(db, account, reference));
                    List<SinkReplayRecord> found =
                            ReplayId.parse(id).flatMap(rows::find).stream().toList();
                    return rows.answers(found).stream()
                            .findFirst()
                            .orElseThrow(() -> ProblemException.of(ProblemCode.REPLAY_NOT_FOUND));
                });
    }

    @Requires(SINKS_READ)
    @GetMapping("/replays")
    Page<ReplayAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    ReplayRows rows = new ReplayRows(db, sink);
                    return new Listing<SinkReplayRecord>(
                                    cursors, sink.scope("replays"), ReplayRows::place)
                            .page(db, paging.get(), rows::newest, rows::answers);
                });
    }
}
