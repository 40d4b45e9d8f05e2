package dev.rowhook.api.auth;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Permission;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.io.Serial;
import java.util.List;
import java.util.Set;

/// Someone who signed in, in the account of the request, with what they may do there. It is looked
/// up for each request and kept nowhere.
public final class Caller extends AbstractAuthenticationToken {
    @Serial private static final long serialVersionUID = 1L;

    private final transient AccountId account;
    private final transient Actor actor;
    private final transient Set<Permission> permissions;
    private final boolean suspended;

    Caller(AccountId account, Actor actor, Set<Permission> permissions, boolean suspended) {
        super(List.of());
        this.account = account;
        this.actor = actor;
        this.permissions = Set.copyOf(permissions);
        this.suspended = suspended;
        setAuthenticated(true);
    }

    /// The account in which the request is.
    public AccountId account() {
        return account;
    }

    /// Who asks.
    public Actor actor() {
        return actor;
    }

    /// What they may do.
    public Set<Permission> permissions() {
        return permissions;
    }

    /// Whether they may do this.
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /// Whether the host suspended the account: it can be read, and not changed.
    public boolean isSuspended() {
        return suspended;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && account.equals(caller.account)
                && actor.equals(caller.actor);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
