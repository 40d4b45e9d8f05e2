package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;

import org.jooq.DSLContext;
import org.jooq.JSONB;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Makes answers of rows. Sealed values are not even read.
final class EndpointRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    private EndpointRows() {}

    static List<EndpointAnswer> answers(
            DSLContext db, AccountId account, List<HttpEndpointRecord> rows) {
        Map<UUID, List<String>> encrypted =
                db.select(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, HTTP_ENDPOINT_SECRET.HEADER)
                        .from(HTTP_ENDPOINT_SECRET)
                        .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                        .and(
                                HTTP_ENDPOINT_SECRET.ENDPOINT_ID.in(
                                        rows.stream().map(HttpEndpointRecord::getId).toList()))
                        .fetchGroups(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, HTTP_ENDPOINT_SECRET.HEADER);
        return rows.stream()
                .map(row -> answer(row, encrypted.getOrDefault(row.getId(), List.of())))
                .toList();
    }

    private static EndpointAnswer answer(HttpEndpointRecord row, List<String> encrypted) {
        Map<String, String> masked = new TreeMap<>();
        encrypted.forEach(header -> masked.put(header, Secret.MASK));
        return new EndpointAnswer(
                new EndpointId(row.getId()).toString(),
                row.getName(),
                row.getQuery() == null ? row.getUrl() : row.getUrl() + "?…",
                JSON.readValue(row.getHeaders().data(), new TypeReference<>() {}),
                masked,
                row.getCreatedAt());
    }

    static JSONB json(Map<String, String> headers) {
        return JSONB.valueOf(JSON.writeValueAsString(new TreeMap<>(headers)));
    }
}
