package dev.rowhook.api;

import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.revision.DryRun;
import dev.rowhook.api.revision.IfMatch;
import dev.rowhook.core.AccountId;

import jakarta.servlet.http.HttpServletRequest;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Runs every query of the API: in a transaction that named its account, so that row-level security
/// shows it the rows of that account and no others.
///
/// Thread-safe.
@Component
public class AccountTransactions {
    private final DSLContext api;
    private final List<ChangeListener> listeners;

    AccountTransactions(@Qualifier("apiDsl") DSLContext api, List<ChangeListener> listeners) {
        this.api = api;
        this.listeners = List.copyOf(listeners);
    }

    /// Reads for `account` in one transaction, in which nothing can be changed.
    public <T> T read(AccountId account, Function<DSLContext, T> work) {
        return api.transactionResult(transaction -> {
            DSLContext db = transaction.dsl();
            db.fetch(
                    "select set_config('rowhook.account_id', ?, true),"
                            + " set_config('transaction_read_only', 'on', true)",
                    account.value().toString());
            return work.apply(db);
        });
    }

    /// Does `work` for the caller of the request in one transaction, which an exception of it
    /// undoes.
    ///
    /// @throws IllegalStateException if the work did not say what was done; it is undone
    public <T> T change(AccountId account, Function<AccountChange, T> work) {
        return api.transactionResult(transaction -> {
            DSLContext db = transaction.dsl();
            db.fetch(
                    "select set_config('rowhook.account_id', ?, true)", account.value().toString());
            Optional<HttpServletRequest> request = request();
            AccountChange change =
                    new AccountChange(
                            db,
                            account,
                            caller(account).actor(),
                            request.map(HttpServletRequest::getRemoteAddr),
                            request.map(IfMatch::of).orElseGet(IfMatch.Any::new));
            T result = work.apply(change);
            if (change.isToBeTriedAgain()) {
                return result;
            }
            change.requireTold(
                    request.filter(asked -> asked.getMethod().equals("PATCH")).isPresent());
            if (request.filter(DryRun::isAsked).isPresent()) {
                throw new DryRun(change.wouldBe());
            }
            if (change.isChange()) {
                listeners.forEach(listener -> listener.changed(change));
            }
            return result;
        });
    }

    /// The same for work that has no result.
    public void perform(AccountId account, Consumer<AccountChange> work) {
        boolean _ =
                change(
                        account,
                        change -> {
                            work.accept(change);
                            return true;
                        });
    }

    private static Caller caller(AccountId account) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && caller.account().equals(account)) {
            return caller;
        }
        throw new IllegalStateException("nobody signed in to change " + account);
    }

    private static Optional<HttpServletRequest> request() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? Optional.of(attributes.getRequest())
                : Optional.empty();
    }
}
