package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.database.ProbeResult.Check;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.egress.EgressVerdict;
import dev.rowhook.dispatcher.DeliveryTrial;

import org.springframework.stereotype.Component;

import java.util.List;

/// Judges whether anything can be sent to the endpoint of a sink, without sending anything.
@Component
class EndpointCheck {
    private final AccountTransactions transactions;
    private final DeliveryTrial trial;

    EndpointCheck(AccountTransactions transactions, DeliveryTrial trial) {
        this.transactions = transactions;
        this.trial = trial;
    }

    List<Check> of(AccountId account, SinkAnswer sink) {
        EndpointId endpoint = EndpointId.parse(sink.destination().httpEndpointId()).orElseThrow();
        return List.of(
                enabled(sink, isEnabled(account, endpoint)),
                allowed(sink, trial.judge(account, endpoint)));
    }

    private static Check enabled(SinkAnswer sink, boolean enabled) {
        String name = sink.destination().httpEndpoint();
        return enabled
                ? new Check("endpoint_enabled", true, "The endpoint is active.", "")
                : new Check(
                        "endpoint_enabled",
                        false,
                        "The endpoint %s is disabled: nothing is sent, all is kept."
                                .formatted(name),
                        "PATCH /v1/http-endpoints/%s with {\"status\": \"active\"}."
                                .formatted(name));
    }

    private static Check allowed(SinkAnswer sink, EgressVerdict verdict) {
        return switch (verdict) {
            case EgressVerdict.Allowed() ->
                    new Check("endpoint_allowed", true, "The URL leads where it may.", "");
            case EgressVerdict.Denied(String code) ->
                    new Check(
                            "endpoint_allowed",
                            false,
                            code.equals("unresolved")
                                    ? "The host of the endpoint's URL has no address."
                                    : "The URL leads to an address that is not allowed: %s."
                                            .formatted(code),
                            "Change the url of the endpoint %s, or mend its DNS."
                                    .formatted(sink.destination().httpEndpoint()));
        };
    }

    boolean isEnabled(AccountId account, EndpointId endpoint) {
        return transactions.read(
                account,
                db ->
                        db.fetchExists(
                                HTTP_ENDPOINT,
                                HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()),
                                HTTP_ENDPOINT.ID.eq(endpoint.value()),
                                HTTP_ENDPOINT.STATUS.eq("active")));
    }
}
