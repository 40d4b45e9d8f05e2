package dev.rowhook.api.endpoint;

import static dev.rowhook.core.access.Permission.ENDPOINTS_READ;
import static dev.rowhook.core.access.Permission.ENDPOINTS_WRITE;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
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
@RequestMapping("/v1/http-endpoints")
class EndpointController {
    private static final Logger log = LoggerFactory.getLogger(EndpointController.class);

    private final Endpoints endpoints;
    private final AppliedEndpoint applied;

    EndpointController(Endpoints endpoints, AppliedEndpoint applied) {
        this.endpoints = endpoints;
        this.applied = applied;
    }

    @Requires(ENDPOINTS_WRITE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CreatedEndpoint create(AccountId account, Fields fields) {
        CreatedEndpoint created = endpoints.create(account, fields);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", created.endpoint().id())
                .log("endpoint created");
        return created;
    }

    /// Takes a merge patch (RFC 7396), and waits a while for the workers of the sinks that use the
    /// endpoint: 200 tells that all that is sent from now on is sent by the new settings, 202 that
    /// they are saved.
    @Requires(ENDPOINTS_WRITE)
    @PatchMapping(
            path = "/{reference}",
            consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<EndpointAnswer> change(
            AccountId account, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        SavedEndpoint saved = endpoints.change(account, reference, fields);
        HttpStatus status = applied.await(account, saved, HttpStatus.OK);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", saved.endpoint())
                .addKeyValue("applied", status == HttpStatus.OK)
                .log("endpoint changed");
        return Accepted.as(
                status,
                "/v1/http-endpoints/" + saved.endpoint(),
                endpoints.find(account, saved.endpoint().toString()));
    }

    @Requires(ENDPOINTS_READ)
    @GetMapping
    Page<EndpointAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return endpoints.list(account, paging);
    }

    @Requires(ENDPOINTS_READ)
    @GetMapping("/{reference}")
    EndpointAnswer get(AccountId account, @PathVariable String reference) {
        return endpoints.find(account, reference);
    }

    @Requires(ENDPOINTS_WRITE)
    @DeleteMapping("/{reference}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(AccountId account, @PathVariable String reference) {
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", endpoints.delete(account, reference))
                .log("endpoint deleted");
    }
}
