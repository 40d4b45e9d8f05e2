package dev.rowhook.api;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.util.function.Function;

/// Runs every query of the API: in a transaction that named its account, so that row-level security
/// shows it the rows of that account and no others.
///
/// Thread-safe.
@Component
public class AccountTransactions {
    private final DSLContext api;

    AccountTransactions(@Qualifier("apiDsl") DSLContext api) {
        this.api = api;
    }

    /// Does `work` in one transaction for `account`, which an exception of it undoes.
    public <T> T inTransaction(AccountId account, Function<DSLContext, T> work) {
        return api.transactionResult(transaction -> {
            DSLContext db = transaction.dsl();
            db.fetch(
                    "select set_config('rowhook.account_id', ?, true)", account.value().toString());
            return work.apply(db);
        });
    }
}
