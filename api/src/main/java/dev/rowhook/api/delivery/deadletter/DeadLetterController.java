package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.core.access.Permission.PAYLOADS_READ;
import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.attempt.AttemptAnswer;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Permission;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.dispatcher.message.MessageId;

import org.jooq.DSLContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/sinks/{reference}/dead-letters")
class DeadLetterController {
    private static final int LAST_ATTEMPTS = 10;

    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final MessageRecords records;

    DeadLetterController(
            AccountTransactions transactions, PageCursors cursors, MessageRecords records) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.records = records;
    }

    /// Those that died last come first. A key is asked for by `POST`, for it may not stand in a
    /// URL.
    @Requires(SINKS_READ)
    @GetMapping
    Page<DeadLetterAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        query.refuseAny(
                "not_in_url", "A key is searched for by POST …/dead-letters/search.", "key");
        return page(account, reference, query);
    }

    @Requires(PAYLOADS_READ)
    @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    Page<DeadLetterAnswer> search(
            AccountId account, @PathVariable String reference, Fields fields) {
        return page(account, reference, fields);
    }

    private Page<DeadLetterAnswer> page(AccountId account, String reference, Fields fields) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<DeadLetterFilter> filter = DeadLetterFilter.of(fields);
                    Supplier<Paging> paging = Paging.of(fields);
                    fields.end();
                    DeadLetterRows rows = new DeadLetterRows(db, sink);
                    return new Listing<>(
                                    cursors,
                                    sink.scope("dead " + filter.get().scope()),
                                    DeadLetterRows::place)
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) ->
                                            rows.newest(
                                                    filter.get().condition(db, sink), after, limit),
                                    rows::answers);
                });
    }

    /// With the message, for those who may see payloads. It is opened outside of the account's
    /// transaction, by the worker's role.
    @Requires(SINKS_READ)
    @GetMapping("/{webhookId}")
    DeadLetterDetail get(
            Caller caller, @PathVariable String reference, @PathVariable String webhookId) {
        AccountId account = caller.account();
        DeliverySink sink =
                transactions.read(account, db -> DeliverySink.require(db, account, reference));
        MessageId id =
                MessageId.parse(webhookId)
                        .filter(parsed -> parsed.sink().equals(sink.id()))
                        .orElseThrow(() -> ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND));
        if (!caller.may(Permission.PAYLOADS_READ)) {
            return transactions.read(account, db -> detail(db, sink, id, Optional.empty()));
        }
        Optional<String> message = records.message(account, sink.id(), id.seq());
        return transactions.change(
                account,
                change -> {
                    DeadLetterDetail detail = detail(change.db(), sink, id, message);
                    change.audit(
                            AuditEntry.of("payload.read", sink.id()).with("message", webhookId));
                    return detail;
                });
    }

    private static DeadLetterDetail detail(
            DSLContext db, DeliverySink sink, MessageId id, Optional<String> message) {
        DeadLetterRows rows = new DeadLetterRows(db, sink);
        List<DeadLetterRow> found = rows.find(id).stream().toList();
        if (found.isEmpty()) {
            throw ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND);
        }
        return new DeadLetterDetail(
                rows.answers(found).getFirst(), message.orElse(null), lastAttempts(db, sink, id));
    }

    private static List<AttemptAnswer> lastAttempts(
            DSLContext db, DeliverySink sink, MessageId id) {
        return db.selectFrom(DELIVERY_ATTEMPT)
                .where(sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID))
                .and(DELIVERY_ATTEMPT.SEQS.contains(new Long[] {id.seq()}))
                .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc())
                .limit(LAST_ATTEMPTS)
                .fetch(AttemptAnswer::of);
    }
}
