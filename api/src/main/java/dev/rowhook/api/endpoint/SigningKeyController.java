package dev.rowhook.api.endpoint;

import static dev.rowhook.core.access.Permission.ENDPOINTS_READ;
import static dev.rowhook.core.access.Permission.ENDPOINTS_WRITE;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SigningKeyId;
import dev.rowhook.store.keys.DataKeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The keys that sign requests to an endpoint. An edit of them is one of the endpoint: 202 tells
/// that it is saved, and that workers may still send without it.
@RestController
@RequestMapping("/v1/http-endpoints/{reference}/signing-keys")
class SigningKeyController {
    private static final Logger log = LoggerFactory.getLogger(SigningKeyController.class);

    private final Endpoints endpoints;
    private final DataKeys dataKeys;
    private final AppliedEndpoint applied;

    SigningKeyController(Endpoints endpoints, DataKeys dataKeys, AppliedEndpoint applied) {
        this.endpoints = endpoints;
        this.dataKeys = dataKeys;
        this.applied = applied;
    }

    @Requires(ENDPOINTS_READ)
    @GetMapping
    Page<SigningKeyAnswer> list(AccountId account, @PathVariable String reference) {
        return Page.of(endpoints.signingKeys(account, reference));
    }

    private record Rotated(SavedEndpoint saved, SigningKeyAnswer key) {}

    @Requires(ENDPOINTS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SigningKeyAnswer> rotate(
            AccountId account, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        NewSigningKey request = NewSigningKey.read(fields);
        Rotated rotated =
                endpoints.edit(
                        account,
                        reference,
                        endpoint -> {
                            SigningKeyAnswer key = keys(endpoint).rotate(request, dataKeys);
                            endpoint.change()
                                    .audit(
                                            AuditEntry.of("signing_key.create", key.id())
                                                    .with("endpoint", endpoint.id().toString())
                                                    .with("fingerprint", key.fingerprint()));
                            return new Rotated(endpoint.edited(), key);
                        });
        HttpStatus status = applied.await(account, rotated.saved(), HttpStatus.CREATED);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", rotated.saved().endpoint())
                .addKeyValue("key", rotated.key().id())
                .log("signing key created");
        return Accepted.as(status, path(rotated.saved()), rotated.key());
    }

    @Requires(ENDPOINTS_WRITE)
    @DeleteMapping("/{key}")
    ResponseEntity<Void> delete(
            AccountId account, @PathVariable String reference, @PathVariable String key)
            throws InterruptedException {
        SigningKeyId id =
                SigningKeyId.parse(key)
                        .orElseThrow(() -> ProblemException.of(ProblemCode.SIGNING_KEY_NOT_FOUND));
        SavedEndpoint saved =
                endpoints.edit(
                        account,
                        reference,
                        endpoint -> {
                            keys(endpoint).delete(id);
                            endpoint.change()
                                    .audit(
                                            AuditEntry.of("signing_key.delete", id)
                                                    .with("endpoint", endpoint.id().toString()));
                            return endpoint.edited();
                        });
        HttpStatus status = applied.await(account, saved, HttpStatus.NO_CONTENT);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", saved.endpoint())
                .addKeyValue("key", id)
                .log("signing key deleted");
        return Accepted.as(status, path(saved));
    }

    private static String path(SavedEndpoint saved) {
        return "/v1/http-endpoints/" + saved.endpoint();
    }

    private static SigningKeys keys(LockedEndpoint endpoint) {
        return new SigningKeys(endpoint.db(), endpoint.account(), endpoint.id());
    }
}
