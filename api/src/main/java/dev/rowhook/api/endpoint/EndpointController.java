package dev.rowhook.api.endpoint;

import dev.rowhook.api.Page;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.egress.EgressPolicy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
    private final EgressPolicy policy;

    EndpointController(Endpoints endpoints, EgressPolicy policy) {
        this.endpoints = endpoints;
        this.policy = policy;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    EndpointAnswer create(AccountId account, Fields fields) {
        EndpointAnswer created = endpoints.create(account, CreateEndpoint.read(fields, policy));
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", created.id())
                .log("endpoint created");
        return created;
    }

    @GetMapping
    Page<EndpointAnswer> list(AccountId account) {
        return Page.of(endpoints.list(account));
    }

    @GetMapping("/{reference}")
    EndpointAnswer get(AccountId account, @PathVariable String reference) {
        return endpoints.find(account, reference);
    }

    @DeleteMapping("/{reference}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(AccountId account, @PathVariable String reference) {
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("endpoint", endpoints.delete(account, reference))
                .log("endpoint deleted");
    }
}
