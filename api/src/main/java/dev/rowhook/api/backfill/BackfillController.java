package dev.rowhook.api.backfill;

import static dev.rowhook.core.access.Permission.SINKS_OPERATE;
import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.BackfillId;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.function.Supplier;

@RestController
@RequestMapping("/v1")
class BackfillController {
    private static final Logger log = LoggerFactory.getLogger(BackfillController.class);

    private final AccountTransactions transactions;
    private final BackfillChecks checks;
    private final PageCursors cursors;

    BackfillController(
            AccountTransactions transactions, BackfillChecks checks, PageCursors cursors) {
        this.transactions = transactions;
        this.checks = checks;
        this.cursors = cursors;
    }

    /// Saves the backfill. The owner of the database carries it out afterwards.
    @Requires(SINKS_OPERATE)
    @PostMapping(path = "/sinks/{reference}/backfills", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    BackfillAnswer create(AccountId account, @PathVariable String reference, Fields fields) {
        BackfillSink sink =
                transactions.read(account, db -> BackfillSink.require(db, account, reference));
        Supplier<BackfillSettings> read =
                BackfillSettings.read(fields, sink::tables, sink::messageKind);
        fields.end();
        BackfillSettings settings = read.get();
        checks.check(account, sink.database().toString(), sink.tables(), settings, "");
        BackfillAnswer created =
                transactions.change(
                        account,
                        change -> {
                            DSLContext db = change.db();
                            BackfillId id =
                                    new BackfillInsert(db, sink).execute(settings, "request");
                            BackfillAnswer answer = new Backfills(db, account).find(id.toString());
                            change.audit(AuditEntry.of("backfill.create", id).made(answer));
                            return answer;
                        });
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sink.id())
                .addKeyValue("backfill", created.id())
                .log("backfill created");
        return created;
    }

    @Requires(SINKS_READ)
    @GetMapping("/sinks/{reference}/backfills")
    Page<BackfillAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    Backfills backfills = new Backfills(db, account);
                    return new Listing<>(cursors, sink.scope("backfills"), Backfills::place)
                            .page(
                                    db,
                                    paging.get(),
                                    (after, limit) -> backfills.newest(sink, after, limit),
                                    backfills::answers);
                });
    }

    @Requires(SINKS_READ)
    @GetMapping("/backfills/{id}")
    BackfillAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(account, db -> new Backfills(db, account).find(id));
    }

    /// Nothing more is read; what was read goes on its way.
    @Requires(SINKS_OPERATE)
    @PostMapping("/backfills/{id}/pause")
    BackfillAnswer pause(AccountId account, @PathVariable String id) {
        return apply(account, id, BackfillAction.PAUSE);
    }

    @Requires(SINKS_OPERATE)
    @PostMapping("/backfills/{id}/resume")
    BackfillAnswer resume(AccountId account, @PathVariable String id) {
        return apply(account, id, BackfillAction.RESUME);
    }

    @Requires(SINKS_OPERATE)
    @PostMapping("/backfills/{id}/cancel")
    BackfillAnswer cancel(AccountId account, @PathVariable String id) {
        return apply(account, id, BackfillAction.CANCEL);
    }

    private BackfillAnswer apply(AccountId account, String id, BackfillAction action) {
        BackfillAnswer answer =
                transactions.change(
                        account,
                        change -> {
                            Backfills backfills = new Backfills(change.db(), account);
                            BackfillId applied = backfills.apply(action, id);
                            change.audit(AuditEntry.of("backfill." + action.word(), applied));
                            return backfills.find(applied.toString());
                        });
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("backfill", id)
                .addKeyValue("action", action.word())
                .log("backfill changed");
        return answer;
    }
}
