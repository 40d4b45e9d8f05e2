package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;

import dev.rowhook.api.endpoint.SealedHeaders;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The endpoint of a sink that is saved, within the transaction that saves it.
final class UsedEndpoint {
    private final DSLContext db;
    private final AccountId account;
    private final EndpointId endpoint;

    UsedEndpoint(DSLContext db, AccountId account, EndpointId endpoint) {
        this.db = db;
        this.account = account;
        this.endpoint = endpoint;
    }

    /// Has the endpoint hold still, and looks whether the sink's headers go with it.
    ///
    /// @throws ProblemException if one of them is a secret of the endpoint
    void check(Target target) {
        if (target.headers().isEmpty()) {
            return;
        }
        db.select(HTTP_ENDPOINT.ID)
                .from(HTTP_ENDPOINT)
                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                .forKeyShare()
                .fetch();
        Set<String> secret = SealedHeaders.of(db, account, endpoint);
        List<FieldError> errors =
                target.headers().keySet().stream()
                        .filter(header -> secret.contains(header.toLowerCase(Locale.ROOT)))
                        .sorted()
                        .map(UsedEndpoint::repeated)
                        .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private static FieldError repeated(String header) {
        return new FieldError(
                "/destination/headers/" + header.replace("~", "~0"),
                "duplicate",
                "The endpoint sends a secret in this header.");
    }
}
