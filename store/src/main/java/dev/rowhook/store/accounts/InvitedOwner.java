package dev.rowhook.store.accounts;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.InvitationId;
import dev.rowhook.core.token.OpaqueToken;

/// An account that was just made, and the invitation of its first owner, whose token is known here
/// and never again.
public record InvitedOwner(AccountId account, InvitationId invitation, OpaqueToken token) {}
