package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import dev.rowhook.api.endpoint.EndpointAnswer.BreakerAnswer;
import dev.rowhook.api.endpoint.EndpointAnswer.Status;
import dev.rowhook.api.endpoint.EndpointAnswer.TlsAnswer;
import dev.rowhook.api.endpoint.EndpointAnswer.User;
import dev.rowhook.api.tls.CertificateAnswer;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;

import org.jooq.DSLContext;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Makes answers of rows. Sealed values are not opened.
final class EndpointRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<UUID, List<String>> encrypted;
    private final Map<UUID, List<User>> users;

    private EndpointRows(Map<UUID, List<String>> encrypted, Map<UUID, List<User>> users) {
        this.encrypted = encrypted;
        this.users = users;
    }

    static List<EndpointAnswer> answers(
            DSLContext db, AccountId account, List<HttpEndpointRecord> rows) {
        List<UUID> ids = rows.stream().map(HttpEndpointRecord::getId).toList();
        EndpointRows told =
                new EndpointRows(
                        db.select(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, HTTP_ENDPOINT_SECRET.HEADER)
                                .from(HTTP_ENDPOINT_SECRET)
                                .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                                .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.in(ids))
                                .fetchGroups(
                                        HTTP_ENDPOINT_SECRET.ENDPOINT_ID,
                                        HTTP_ENDPOINT_SECRET.HEADER),
                        EndpointUsers.of(db, account, ids));
        return rows.stream().map(told::answer).toList();
    }

    private EndpointAnswer answer(HttpEndpointRecord row) {
        List<User> sinks = users.getOrDefault(row.getId(), List.of());
        return new EndpointAnswer(
                new EndpointId(row.getId()).toString(),
                row.getName(),
                row.getQuery() == null ? row.getUrl() : row.getUrl() + EndpointUrl.MASKED_QUERY,
                new TreeMap<>(EndpointTable.plain(row)),
                masked(encrypted.getOrDefault(row.getId(), List.of())),
                auth(row),
                new TlsAnswer(
                        row.getTlsCa() != null,
                        Optional.ofNullable(row.getClientCertificate()).map(CertificateAnswer::of)),
                EndpointTable.rateLimit(row),
                new BreakerAnswer(EndpointTable.breaker(row), EndpointUsers.state(sinks)),
                sinks,
                new Status(
                        row.getStatus(),
                        Optional.ofNullable(row.getStatusReason()),
                        row.getStatusSince()),
                row.getRevision(),
                row.getCreatedAt());
    }

    private static Map<String, String> masked(List<String> headers) {
        Map<String, String> masked = new TreeMap<>();
        headers.forEach(header -> masked.put(header, Secret.MASK));
        return masked;
    }

    private static Map<String, Object> auth(HttpEndpointRecord row) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("type", row.getAuthType());
        auth.putAll(
                JSON.readValue(row.getAuth().data(), new TypeReference<Map<String, Object>>() {}));
        Optional.ofNullable(Auth.SECRET_FIELDS.get(row.getAuthType()))
                .ifPresent(name -> auth.put(name, Secret.MASK));
        return auth;
    }
}
