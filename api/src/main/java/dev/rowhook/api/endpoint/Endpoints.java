package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningScheme;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The HTTP endpoints of an account. A method that takes a reference throws a 404 where it means
/// nothing.
@Repository
class Endpoints {
    private final AccountTransactions transactions;
    private final DataKeys dataKeys;
    private final EgressPolicy policy;
    private final ResourcePages pages;

    Endpoints(
            AccountTransactions transactions,
            DataKeys dataKeys,
            EgressPolicy policy,
            ResourcePages pages) {
        this.transactions = transactions;
        this.dataKeys = dataKeys;
        this.policy = policy;
        this.pages = pages;
    }

    CreatedEndpoint create(AccountId account, Fields fields) {
        EndpointSettings settings = EndpointSettings.create(fields, policy);
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    Page.requireRoom(db, HTTP_ENDPOINT);
                    EndpointId id = EndpointId.create();
                    insert(db, account, id, settings);
                    SigningKeyAnswer key =
                            new SigningKeys(db, account, id)
                                    .insert(SigningKey.generate(SigningScheme.V1), dataKeys);
                    EndpointAnswer created = answer(db, account, id.toString());
                    change.audit(
                            AuditEntry.of("http_endpoint.create", id, created.name())
                                    .made(created));
                    return new CreatedEndpoint(created, List.of(key));
                });
    }

    private void insert(
            DSLContext db, AccountId account, EndpointId id, EndpointSettings settings) {
        EndpointTable table = new EndpointTable(db, account, dataKeys);
        HttpEndpointRecord row = HTTP_ENDPOINT.newRecord();
        row.setAccountId(account.value());
        row.setId(id.value());
        row.setStatus(settings.status());
        table.write(id, settings, row);
        if (db.insertInto(HTTP_ENDPOINT).set(row).onConflictDoNothing().execute() == 0) {
            throw ProblemException.nameTaken(settings.name());
        }
        table.writeEncrypted(id, settings.headers().encrypted());
    }

    /// @param patch a merge patch
    SavedEndpoint change(AccountId account, String reference, Fields patch) {
        return edit(
                account,
                reference,
                endpoint ->
                        new EndpointUpdate(
                                        endpoint,
                                        new EndpointTable(endpoint.db(), account, dataKeys))
                                .execute(patch, policy));
    }

    /// Edits an endpoint while it and its sinks hold still.
    <T> T edit(AccountId account, String reference, Function<LockedEndpoint, T> edit) {
        while (true) {
            Optional<T> edited =
                    transactions.change(
                            account,
                            change -> {
                                Optional<LockedEndpoint> locked =
                                        LockedEndpoint.lock(change, isMeant(account, reference));
                                if (locked.isEmpty()) {
                                    change.tryAgain();
                                }
                                return locked.map(edit);
                            });
            if (edited.isPresent()) {
                return edited.get();
            }
        }
    }

    Page<EndpointAnswer> list(AccountId account, Paging paging) {
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                HTTP_ENDPOINT.ID,
                                paging,
                                rows -> EndpointRows.answers(db, account, rows)));
    }

    EndpointAnswer find(AccountId account, String reference) {
        return transactions.read(account, db -> answer(db, account, reference));
    }

    List<SigningKeyAnswer> signingKeys(AccountId account, String reference) {
        return transactions.read(
                account,
                db ->
                        new SigningKeys(
                                        db,
                                        account,
                                        new EndpointId(row(db, account, reference).getId()))
                                .list());
    }

    EndpointId delete(AccountId account, String reference) {
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    // A locked row keeps sinks from being made of the endpoint meanwhile.
                    HttpEndpointRecord row =
                            db.selectFrom(HTTP_ENDPOINT)
                                    .where(isMeant(account, reference))
                                    .forUpdate()
                                    .fetchOptional()
                                    .orElseThrow(LockedEndpoint::notFound);
                    change.requireMatch(row.getRevision());
                    requireUnused(db, account, row);
                    db.deleteFrom(HTTP_ENDPOINT)
                            .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                            .and(HTTP_ENDPOINT.ID.eq(row.getId()))
                            .execute();
                    EndpointId id = new EndpointId(row.getId());
                    change.audit(AuditEntry.of("http_endpoint.delete", id, row.getName()));
                    return id;
                });
    }

    private static EndpointAnswer answer(DSLContext db, AccountId account, String reference) {
        return EndpointRows.answers(db, account, List.of(row(db, account, reference))).getFirst();
    }

    private static HttpEndpointRecord row(DSLContext db, AccountId account, String reference) {
        return db.selectFrom(HTTP_ENDPOINT)
                .where(isMeant(account, reference))
                .fetchOptional()
                .orElseThrow(LockedEndpoint::notFound);
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

    private static void requireUnused(DSLContext db, AccountId account, HttpEndpointRecord row) {
        List<String> users =
                db.select(SINK.NAME)
                        .from(SINK)
                        .where(SINK.ACCOUNT_ID.eq(account.value()))
                        .and(SINK.ENDPOINT_ID.eq(row.getId()))
                        .orderBy(SINK.NAME)
                        .fetch(SINK.NAME);
        if (!users.isEmpty()) {
            throw ProblemException.of(
                    ProblemCode.IN_USE,
                    "The endpoint is used by sinks: " + String.join(", ", users) + ".");
        }
    }
}
