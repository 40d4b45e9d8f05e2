package dev.rowhook.api.auth;

import dev.rowhook.core.AccountId;

/// An account that a user is in, and as what.
public record Membership(AccountId account, String name, String role, boolean suspended) {}
