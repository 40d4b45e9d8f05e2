package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;

import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Changes an endpoint, within one transaction. A patch that changes nothing takes no version of
/// anybody's settings.
final class EndpointUpdate {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LockedEndpoint endpoint;
    private final EndpointTable table;

    EndpointUpdate(LockedEndpoint endpoint, EndpointTable table) {
        this.endpoint = endpoint;
        this.table = table;
    }

    /// @param patch a merge patch
    /// @throws ProblemException if the endpoint cannot be changed so
    SavedEndpoint execute(Fields patch, EgressPolicy policy) {
        endpoint.change().requireMatch(endpoint.row().getRevision());
        EndpointSettings now = table.settings(endpoint.row());
        EndpointSettings changed = now.change(patch, policy);
        if (changed.equals(now)) {
            return endpoint.unchanged();
        }
        requireNoSinkSends(changed);
        EndpointAnswer before = answer();
        save(now, changed);
        endpoint.change()
                .audit(
                        AuditEntry.of("http_endpoint.update", endpoint.id(), before.name())
                                .between(before, answer())
                                .with("given", patch.names()));
        return endpoint.edited();
    }

    private EndpointAnswer answer() {
        return EndpointRows.answers(endpoint.db(), endpoint.account(), List.of(endpoint.row()))
                .getFirst();
    }

    /// A sink's header would win over a secret one.
    private void requireNoSinkSends(EndpointSettings changed) {
        Map<String, String> pointers = pointers(changed);
        List<FieldError> errors = new ArrayList<>();
        for (SinkRecord sink : endpoint.sinks()) {
            JSON.readTree(sink.getHeaders().data())
                    .propertyNames()
                    .forEach(header -> {
                        if (pointers.containsKey(header)) {
                            errors.add(
                                    new FieldError(
                                            pointers.get(header),
                                            "duplicate",
                                            "The sink %s sends the header %s itself."
                                                    .formatted(sink.getName(), header)));
                        }
                    });
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    /// Where each header that holds a secret is told.
    private static Map<String, String> pointers(EndpointSettings changed) {
        Map<String, String> pointers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.headers()
                .encrypted()
                .keySet()
                .forEach(name ->
                        pointers.put(
                                name, "/" + Headers.ENCRYPTED + "/" + name.replace("~", "~0")));
        if (!(changed.auth() instanceof Auth.None)) {
            pointers.put(SealedHeaders.AUTHORIZATION, "/auth");
        }
        return pointers;
    }

    private void save(EndpointSettings now, EndpointSettings changed) {
        HttpEndpointRecord row = endpoint.row();
        table.write(endpoint.id(), changed, row);
        row.setRevision(row.getRevision() + 1);
        if (!changed.status().equals(now.status())) {
            row.setStatus(changed.status());
            row.setStatusReason(null);
        }
        var update = endpoint.db().update(HTTP_ENDPOINT).set(row);
        if (!changed.status().equals(now.status())) {
            update = update.set(HTTP_ENDPOINT.STATUS_SINCE, DSL.currentInstant());
        }
        try {
            update.where(HTTP_ENDPOINT.ACCOUNT_ID.eq(endpoint.account().value()))
                    .and(HTTP_ENDPOINT.ID.eq(row.getId()))
                    .execute();
        } catch (IntegrityConstraintViolationException e) {
            throw ProblemException.nameTaken(changed.name());
        }
        if (!changed.headers().encrypted().equals(now.headers().encrypted())) {
            table.writeEncrypted(endpoint.id(), changed.headers().encrypted());
        }
    }
}
