package dev.rowhook.api.job;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.JobId;

import org.springframework.stereotype.Component;

import java.util.List;

/// Jobs as the answers show them that began them.
@Component
public class StartedJobs {
    private final AccountTransactions transactions;
    private final Jobs jobs;

    StartedJobs(AccountTransactions transactions, Jobs jobs) {
        this.transactions = transactions;
        this.jobs = jobs;
    }

    /// A job that was begun a moment ago.
    public JobAnswer find(AccountId account, JobId job) {
        return transactions.read(
                account,
                db ->
                        new JobRows(db, account)
                                .find(job.toString())
                                .map(row -> jobs.answers(db, account, List.of(row)).getFirst())
                                .orElseThrow());
    }
}
