package dev.rowhook.api.backfill;

import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.core.access.Permission.SINKS_WRITE;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.backfill.Schedules.Locked;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ScheduleId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;

@RestController
@RequestMapping("/v1")
class ScheduleController {
    private static final Logger log = LoggerFactory.getLogger(ScheduleController.class);
    private final AccountTransactions transactions;
    private final BackfillChecks checks;
    private final Clock clock = Clock.systemUTC();

    ScheduleController(AccountTransactions transactions, BackfillChecks checks) {
        this.transactions = transactions;
        this.checks = checks;
    }

    @Requires(SINKS_WRITE)
    @PostMapping(
            path = "/sinks/{reference}/backfill-schedules",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ScheduleAnswer create(AccountId account, @PathVariable String reference, Fields fields) {
        BackfillSink sink =
                transactions.read(account, db -> BackfillSink.require(db, account, reference));
        ScheduleSettings settings = ScheduleSettings.read(fields, sink, clock.instant());
        check(sink, settings);
        ScheduleAnswer created =
                transactions.change(
                        account,
                        change -> {
                            Schedules schedules = new Schedules(change.db(), account);
                            ScheduleAnswer answer =
                                    schedules.find(
                                            schedules.create(sink, settings).toString(),
                                            clock.instant());
                            change.audit(
                                    AuditEntry.of("backfill_schedule.create", answer.id())
                                            .made(answer));
                            return answer;
                        });
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sink.id())
                .addKeyValue("schedule", created.id())
                .log("backfill schedule created");
        return created;
    }

    private void check(BackfillSink sink, ScheduleSettings settings) {
        checks.check(
                sink.account(), sink.database().toString(), sink.tables(), settings.backfill(), "");
    }

    @Requires(SINKS_READ)
    @GetMapping("/sinks/{reference}/backfill-schedules")
    Page<ScheduleAnswer> list(AccountId account, @PathVariable String reference) {
        return transactions.read(
                account,
                db ->
                        Page.of(
                                new Schedules(db, account)
                                        .ofSink(
                                                BackfillSink.require(db, account, reference),
                                                clock.instant())));
    }

    @Requires(SINKS_READ)
    @GetMapping("/backfill-schedules/{id}")
    ScheduleAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(
                account, db -> new Schedules(db, account).find(id, clock.instant()));
    }

    /// Takes a merge patch (RFC 7396). Backfills that were made already stay as they are.
    @Requires(SINKS_WRITE)
    @PatchMapping(
            path = "/backfill-schedules/{id}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    ScheduleAnswer change(AccountId account, @PathVariable String id, Fields patch) {
        Change wanted =
                transactions.read(account, db -> wanted(new Schedules(db, account).get(id), patch));
        if (wanted.readsOthers()) {
            check(wanted.schedule().sink(), wanted.settings());
        }
        ScheduleAnswer changed =
                transactions.change(
                        account,
                        change -> {
                            Schedules schedules = new Schedules(change.db(), account);
                            ScheduleAnswer before = schedules.find(id, clock.instant());
                            Locked locked = schedules.lock(id);
                            change.requireMatch(locked.row().getRevision());
                            Change now = wanted(locked, patch);
                            if (now.readsOthers()
                                    && !now.settings()
                                            .backfill()
                                            .readsAs(wanted.settings().backfill())) {
                                throw ProblemException.of(
                                        ProblemCode.CHANGED_MEANWHILE,
                                        "The schedule was changed meanwhile: try again.");
                            }
                            if (now.settings().equals(locked.settings())) {
                                change.nothing();
                                return before;
                            }
                            schedules.save(now.schedule(), now.settings());
                            ScheduleAnswer answer = schedules.find(id, clock.instant());
                            change.audit(
                                    AuditEntry.of("backfill_schedule.update", answer.id())
                                            .between(before, answer));
                            return answer;
                        });
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("schedule", changed.id())
                .log("backfill schedule changed");
        return changed;
    }

    private Change wanted(Locked schedule, Fields patch) {
        return new Change(
                schedule, schedule.settings().patched(patch, schedule.sink(), clock.instant()));
    }

    /// A schedule as it is, and what it is to be.
    private record Change(Locked schedule, ScheduleSettings settings) {

        boolean readsOthers() {
            return !settings.backfill().readsAs(schedule.settings().backfill());
        }
    }

    @Requires(SINKS_WRITE)
    @DeleteMapping("/backfill-schedules/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(AccountId account, @PathVariable String id) {
        ScheduleId deleted =
                transactions.change(
                        account,
                        change -> {
                            ScheduleId gone =
                                    new Schedules(change.db(), account).delete(change, id);
                            change.audit(AuditEntry.of("backfill_schedule.delete", gone));
                            return gone;
                        });
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("schedule", deleted)
                .log("backfill schedule deleted");
    }
}
