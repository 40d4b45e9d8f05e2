package dev.rowhook.api.job;

import static dev.rowhook.core.access.Permission.DATABASES_READ;
import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/jobs")
class JobController {
    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final Jobs jobs;

    JobController(AccountTransactions transactions, PageCursors cursors, Jobs jobs) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.jobs = jobs;
    }

    @Requires({DATABASES_READ, SINKS_READ})
    @GetMapping
    Page<JobAnswer> list(AccountId account, Fields query) {
        Supplier<JobFilter> asked = JobFilter.of(query);
        Paging paging = Paging.ending(query);
        JobFilter filter = asked.get();
        return transactions.read(
                account,
                db -> {
                    JobRows rows = new JobRows(db, account);
                    return new Listing<JobRow>(
                                    cursors,
                                    PageCursors.Scope.of(account, filter.scope()),
                                    row -> IdPlaces.of(row.id()))
                            .page(
                                    db,
                                    paging,
                                    (after, limit) ->
                                            rows.newest(filter, after.map(IdPlaces::id), limit),
                                    found -> jobs.answers(db, account, found));
                });
    }

    @Requires({DATABASES_READ, SINKS_READ})
    @GetMapping("/{id}")
    JobAnswer get(AccountId account, @PathVariable String id) {
        return transactions.read(
                account,
                db ->
                        new JobRows(db, account)
                                .find(id)
                                .map(row -> jobs.answers(db, account, List.of(row)).getFirst())
                                .orElseThrow(() -> ProblemException.of(ProblemCode.JOB_NOT_FOUND)));
    }
}
