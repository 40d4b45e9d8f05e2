package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.util.List;

/// The HTTP endpoints of an account. A method that takes a reference throws a 404 where it means
/// nothing.
@Repository
class Endpoints {
    private final AccountTransactions transactions;
    private final DataKeys dataKeys;

    Endpoints(AccountTransactions transactions, DataKeys dataKeys) {
        this.transactions = transactions;
        this.dataKeys = dataKeys;
    }

    EndpointAnswer create(AccountId account, CreateEndpoint request) {
        return transactions.inTransaction(
                account,
                db -> {
                    Page.requireRoom(db, HTTP_ENDPOINT);
                    EndpointId id = EndpointId.create();
                    insert(db, account, id, request);
                    request.encryptedHeaders()
                            .forEach((name, value) -> insert(db, account, id, name, value));
                    return answer(db, account, id.toString());
                });
    }

    List<EndpointAnswer> list(AccountId account) {
        return transactions.inTransaction(
                account,
                db ->
                        EndpointRows.answers(
                                db,
                                account,
                                db.selectFrom(HTTP_ENDPOINT)
                                        .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                                        .orderBy(HTTP_ENDPOINT.ID)
                                        .fetch()));
    }

    EndpointAnswer find(AccountId account, String reference) {
        return transactions.inTransaction(account, db -> answer(db, account, reference));
    }

    EndpointId delete(AccountId account, String reference) {
        return transactions.inTransaction(
                account,
                db -> {
                    // A locked row keeps sinks from being made of the endpoint meanwhile.
                    HttpEndpointRecord row =
                            db.selectFrom(HTTP_ENDPOINT)
                                    .where(isMeant(account, reference))
                                    .forUpdate()
                                    .fetchOptional()
                                    .orElseThrow(Endpoints::notFound);
                    requireUnused(db, account, row);
                    db.deleteFrom(HTTP_ENDPOINT)
                            .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                            .and(HTTP_ENDPOINT.ID.eq(row.getId()))
                            .execute();
                    return new EndpointId(row.getId());
                });
    }

    private void insert(DSLContext db, AccountId account, EndpointId id, CreateEndpoint request) {
        byte[] query =
                request.url()
                        .query()
                        .map(secret ->
                                dataKeys.seal(db, SealedPlace.endpointQuery(account, id), secret))
                        .orElse(null);
        int inserted =
                db.insertInto(HTTP_ENDPOINT)
                        .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                        .set(HTTP_ENDPOINT.ID, id.value())
                        .set(HTTP_ENDPOINT.NAME, request.name())
                        .set(HTTP_ENDPOINT.URL, request.url().base())
                        .set(HTTP_ENDPOINT.QUERY, query)
                        .set(HTTP_ENDPOINT.HEADERS, EndpointRows.json(request.headers()))
                        .onConflictDoNothing()
                        .execute();
        if (inserted == 0) {
            throw ProblemException.nameTaken(request.name());
        }
    }

    private void insert(
            DSLContext db, AccountId account, EndpointId id, String header, Secret value) {
        SealedPlace place = SealedPlace.endpointHeader(account, id, header);
        db.insertInto(HTTP_ENDPOINT_SECRET)
                .set(HTTP_ENDPOINT_SECRET.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT_SECRET.ENDPOINT_ID, id.value())
                .set(HTTP_ENDPOINT_SECRET.HEADER, header)
                .set(HTTP_ENDPOINT_SECRET.SEALED, dataKeys.seal(db, place, value))
                .execute();
    }

    private static EndpointAnswer answer(DSLContext db, AccountId account, String reference) {
        HttpEndpointRecord row =
                db.selectFrom(HTTP_ENDPOINT)
                        .where(isMeant(account, reference))
                        .fetchOptional()
                        .orElseThrow(Endpoints::notFound);
        return EndpointRows.answers(db, account, List.of(row)).getFirst();
    }

    private static Condition isMeant(AccountId account, String reference) {
        return HTTP_ENDPOINT
                .ACCOUNT_ID
                .eq(account.value())
                .and(
                        Names.isMeant(
                                reference,
                                EndpointId.parse(reference).map(EndpointId::value),
                                HTTP_ENDPOINT.ID,
                                HTTP_ENDPOINT.NAME));
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("http_endpoint");
    }

    private static void requireUnused(DSLContext db, AccountId account, HttpEndpointRecord row) {
        List<String> users =
                db.select(SINK.NAME)
                        .from(SINK)
                        .where(SINK.ACCOUNT_ID.eq(account.value()))
                        .and(SINK.ENDPOINT_ID.eq(row.getId()))
                        .orderBy(SINK.NAME)
                        .fetch(SINK.NAME);
        if (!users.isEmpty()) {
            throw ProblemException.conflict(
                    "in_use", "The endpoint is used by sinks: " + String.join(", ", users) + ".");
        }
    }
}
