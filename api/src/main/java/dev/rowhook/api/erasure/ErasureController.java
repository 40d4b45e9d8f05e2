package dev.rowhook.api.erasure;

import static dev.rowhook.core.access.Permission.DATABASES_READ;
import static dev.rowhook.core.access.Permission.PAYLOADS_ERASE;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.store.jooq.tables.records.ErasureRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/erasures")
class ErasureController {
    private static final Logger log = LoggerFactory.getLogger(ErasureController.class);

    private final AccountTransactions transactions;
    private final Erasures erasures;
    private final PageCursors cursors;

    ErasureController(AccountTransactions transactions, Erasures erasures, PageCursors cursors) {
        this.transactions = transactions;
        this.erasures = erasures;
        this.cursors = cursors;
    }

    /// Asks the owner of the database to erase a row. It tells how far it is by the erasure.
    @Requires(PAYLOADS_ERASE)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ErasureAnswer> create(AccountId account, Fields fields) {
        ErasureRequest request = ErasureRequest.read(fields);
        ErasureId id = transactions.change(account, change -> erasures.request(change, request));
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("erasure", id)
                .log("row to be erased");
        return Accepted.at("/v1/erasures/" + id, get(account, id.toString()));
    }

    @Requires(DATABASES_READ)
    @GetMapping("/{id}")
    ErasureAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(
                account,
                db ->
                        ErasureId.parse(id)
                                .flatMap(parsed -> erasures.find(db, account, parsed))
                                .map(ErasureAnswer::of)
                                .orElseThrow(
                                        () -> ProblemException.of(ProblemCode.ERASURE_NOT_FOUND)));
    }

    @Requires(DATABASES_READ)
    @GetMapping
    Page<ErasureAnswer> list(AccountId account, Fields query) {
        Paging paging = Paging.ending(query);
        return transactions.read(
                account,
                db ->
                        new Listing<ErasureRecord>(
                                        cursors,
                                        PageCursors.Scope.of(account, "erasures"),
                                        Erasures::place)
                                .page(
                                        db,
                                        paging,
                                        (after, limit) ->
                                                erasures.newest(db, account, after, limit),
                                        rows -> rows.stream().map(ErasureAnswer::of).toList()));
    }
}
