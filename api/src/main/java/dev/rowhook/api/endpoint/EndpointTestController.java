package dev.rowhook.api.endpoint;

import static dev.rowhook.core.access.Permission.SINKS_OPERATE;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.TestAnswer;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.revision.Immediate;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.access.Permission;
import dev.rowhook.dispatcher.DeliveryTrial;
import dev.rowhook.dispatcher.TriedDelivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/http-endpoints/{reference}/test")
class EndpointTestController {
    private static final Logger log = LoggerFactory.getLogger(EndpointTestController.class);

    private final AccountTransactions transactions;
    private final Endpoints endpoints;
    private final DeliveryTrial trial;

    EndpointTestController(
            AccountTransactions transactions, Endpoints endpoints, DeliveryTrial trial) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.trial = trial;
    }

    /// Sends one test message, and waits for what the endpoint makes of it. None of our own
    /// transactions is open meanwhile.
    @Immediate
    @Requires(SINKS_OPERATE)
    @PostMapping
    TestAnswer test(Caller caller, @PathVariable String reference) {
        EndpointAnswer endpoint = endpoints.find(caller.account(), reference);
        TriedDelivery tried =
                trial.send(caller.account(), EndpointId.parse(endpoint.id()).orElseThrow())
                        .orElseThrow(() -> ProblemException.of(ProblemCode.TEST_RUNNING));
        transactions.perform(
                caller.account(),
                change ->
                        change.audit(
                                AuditEntry.of("http_endpoint.test", endpoint.id(), endpoint.name())
                                        .with("code", tried.code())));
        log.atInfo()
                .addKeyValue("account", caller.account())
                .addKeyValue("endpoint", endpoint.id())
                .addKeyValue("code", tried.code())
                .log("test message sent");
        return TestAnswer.of(tried, caller.may(Permission.PAYLOADS_READ));
    }
}
