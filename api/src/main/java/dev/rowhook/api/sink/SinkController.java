package dev.rowhook.api.sink;

import static dev.rowhook.core.access.Permission.SINKS_OPERATE;
import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.core.access.Permission.SINKS_WRITE;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.database.AppliedSettings;
import dev.rowhook.api.database.ProbeResult;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.core.AccountId;

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
@RequestMapping("/v1/sinks")
class SinkController {
    private static final Logger log = LoggerFactory.getLogger(SinkController.class);

    private final Sinks sinks;
    private final SinkValidation validation;
    private final SinkHealth health;
    private final AppliedSettings appliedSettings;

    SinkController(
            Sinks sinks,
            SinkValidation validation,
            SinkHealth health,
            AppliedSettings appliedSettings) {
        this.sinks = sinks;
        this.validation = validation;
        this.health = health;
        this.appliedSettings = appliedSettings;
    }

    /// Waits a while for the owner of the database, so that the answer is mostly `active`.
    @Requires(SINKS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    SinkAnswer create(AccountId account, Fields fields) throws InterruptedException {
        SavedSink saved = sinks.create(account, CreateSink.read(fields));
        boolean applied =
                appliedSettings.await(
                        saved.database(), saved.settingsVersion(), appliedSettings.patience());
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", saved.sink())
                .addKeyValue("applied", applied)
                .log("sink created");
        return sinks.find(account, saved.sink().toString());
    }

    /// Takes a merge patch (RFC 7396), and waits a while for the sink's worker: 200 tells that all
    /// that is sent from now on is sent by the new settings, 202 that they are saved.
    @Requires(SINKS_WRITE)
    @PatchMapping(
            path = "/{reference}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<SinkAnswer> change(
            AccountId account, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        SavedSink saved = sinks.change(account, reference, fields);
        boolean applied =
                appliedSettings.awaitSink(
                        account, saved.sink(), saved.settingsVersion(), appliedSettings.patience());
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", saved.sink())
                .addKeyValue("applied", applied)
                .log("sink changed");
        return Accepted.unless(
                applied, "/v1/sinks/" + saved.sink(), sinks.find(account, saved.sink().toString()));
    }

    /// Nothing more is sent; what is to be sent is kept.
    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/pause")
    ResponseEntity<SinkAnswer> pause(AccountId account, @PathVariable String reference)
            throws InterruptedException {
        return change(account, reference, Fields.of("status", "paused"));
    }

    /// Nothing more is sent, and nothing is kept: what is to be sent is dropped, and resumed it
    /// goes on with what comes then.
    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/disable")
    ResponseEntity<SinkAnswer> disable(AccountId account, @PathVariable String reference)
            throws InterruptedException {
        return change(account, reference, Fields.of("status", Delivery.DISABLED));
    }

    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/resume")
    ResponseEntity<SinkAnswer> resume(AccountId account, @PathVariable String reference)
            throws InterruptedException {
        return change(account, reference, Fields.of("status", "active"));
    }

    @Requires(SINKS_READ)
    @GetMapping
    Page<SinkAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return sinks.list(account, paging);
    }

    @Requires(SINKS_READ)
    @GetMapping("/{reference}")
    SinkAnswer get(AccountId account, @PathVariable String reference) {
        return sinks.find(account, reference);
    }

    @Requires(SINKS_READ)
    @GetMapping("/{reference}/health")
    SinkHealthAnswer health(AccountId account, @PathVariable String reference) {
        return health.of(account, sinks.find(account, reference));
    }

    /// Looks whether source and endpoint are as the sink needs them, and changes nothing.
    @Requires(SINKS_OPERATE)
    @PostMapping("/{reference}/validate")
    ProbeResult validate(AccountId account, @PathVariable String reference) {
        return validation.of(account, sinks.find(account, reference));
    }

    @Requires(SINKS_WRITE)
    @DeleteMapping("/{reference}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(AccountId account, @PathVariable String reference) {
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sinks.delete(account, reference))
                .log("sink deleted");
    }
}
