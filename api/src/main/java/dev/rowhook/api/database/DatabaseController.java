package dev.rowhook.api.database;

import static dev.rowhook.core.access.Permission.DATABASES_READ;
import static dev.rowhook.core.access.Permission.DATABASES_WRITE;
import static dev.rowhook.core.access.Permission.SINKS_OPERATE;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.job.JobAnswer;
import dev.rowhook.api.job.StartedJobs;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.JobId;
import dev.rowhook.core.egress.EgressPolicy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/databases")
class DatabaseController {
    private static final Logger log = LoggerFactory.getLogger(DatabaseController.class);

    private final Databases databases;
    private final DatabaseProbe probe;
    private final EgressPolicy policy;
    private final AppliedSettings appliedSettings;
    private final DatabaseHealth health;
    private final StartedJobs jobs;

    DatabaseController(
            Databases databases,
            DatabaseHealth health,
            StartedJobs jobs,
            DatabaseProbe probe,
            EgressPolicy policy,
            AppliedSettings appliedSettings) {
        this.databases = databases;
        this.health = health;
        this.jobs = jobs;
        this.probe = probe;
        this.policy = policy;
        this.appliedSettings = appliedSettings;
    }

    /// Saves the database. Its owner connects afterwards, and tells what is wrong as conditions.
    @Requires(DATABASES_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    DatabaseAnswer create(AccountId account, Fields fields) {
        DatabaseAnswer created = databases.create(account, CreateDatabase.read(fields, policy));
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("database", created.id())
                .log("database created");
        return created;
    }

    @Requires(DATABASES_READ)
    @GetMapping
    Page<DatabaseAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return databases.list(account, paging);
    }

    @Requires(DATABASES_READ)
    @GetMapping("/{reference}")
    DatabaseAnswer get(AccountId account, @PathVariable String reference) {
        return databases.find(account, reference);
    }

    /// Answers whether or not the source can be asked.
    @Requires(DATABASES_READ)
    @GetMapping("/{reference}/health")
    HealthAnswer health(AccountId account, @PathVariable String reference) {
        return health.of(account, reference);
    }

    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/test")
    ProbeResult test(AccountId account, @PathVariable String reference) {
        return probe.probe(databases.connection(account, reference));
    }

    /// Asks the owner to go on behind a gap. It tells that it did by the job.
    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/mend")
    ResponseEntity<MendAnswer> mend(AccountId account, @PathVariable String reference) {
        RequestedMend requested = databases.mend(account, reference);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("database", reference)
                .addKeyValue("cause", requested.answer().gap().cause())
                .log("database to be mended");
        return Accepted.at("/v1/jobs/" + requested.job(), requested.answer());
    }

    /// Takes a merge patch (RFC 7396), and waits a while for the owner: 200 tells that it is in
    /// effect, 202 that it is saved.
    @Requires(DATABASES_WRITE)
    @PatchMapping(
            path = "/{reference}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<DatabaseAnswer> change(
            AccountId account, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        SavedDatabase saved = databases.change(account, reference, fields, policy);
        boolean applied =
                appliedSettings.await(
                        saved.database(), saved.settingsVersion(), appliedSettings.patience());
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("database", saved.database())
                .addKeyValue("applied", applied)
                .log("database changed");
        return Accepted.unless(
                applied,
                "/v1/databases/" + saved.database(),
                databases.find(account, saved.database().toString()));
    }

    /// Answers with the job that is done when the database is gone.
    @Requires(DATABASES_WRITE)
    @DeleteMapping("/{reference}")
    ResponseEntity<JobAnswer> delete(AccountId account, @PathVariable String reference) {
        JobId job = databases.delete(account, reference);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("database", reference)
                .addKeyValue("job", job)
                .log("database to be deleted");
        return Accepted.at("/v1/jobs/" + job, jobs.find(account, job));
    }
}
