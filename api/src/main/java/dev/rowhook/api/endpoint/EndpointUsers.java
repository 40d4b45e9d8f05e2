package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;

import dev.rowhook.api.endpoint.EndpointAnswer.User;
import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The sinks that use endpoints, and what their breakers say of them.
final class EndpointUsers {
    private static final String CLOSED = "closed";
    private static final String OPEN = "open";
    private static final String HALF_OPEN = "half_open";

    private EndpointUsers() {}

    /// By endpoint. A sink that has not said anything has a closed breaker.
    static Map<UUID, List<User>> of(DSLContext db, AccountId account, Collection<UUID> endpoints) {
        return db.select(
                        SINK.ENDPOINT_ID,
                        SINK.NAME,
                        DSL.coalesce(SINK_DELIVERY.BREAKER, DSL.inline(CLOSED)))
                .from(SINK)
                .leftJoin(SINK_DELIVERY)
                .on(SINK_DELIVERY.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(SINK_DELIVERY.SINK_ID.eq(SINK.ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ENDPOINT_ID.in(endpoints))
                .orderBy(SINK.NAME)
                .fetchGroups(SINK.ENDPOINT_ID, row -> new User(row.value2(), row.value3()));
    }

    /// `open` if nothing is sent by any of them, `half_open` if some cannot send or only try to.
    static String state(List<User> users) {
        Set<String> states = users.stream().map(User::breaker).collect(Collectors.toSet());
        if (states.isEmpty() || states.equals(Set.of(CLOSED))) {
            return CLOSED;
        }
        return states.contains(OPEN) && !states.contains(CLOSED) ? OPEN : HALF_OPEN;
    }
}
