package dev.rowhook.api.signin.user;

import dev.rowhook.core.AccountId;

/// An invitation that can be accepted.
///
/// @param invitedBy an e-mail address, or `host`
public record Invitation(
        AccountId account, String accountName, String email, String role, String invitedBy) {}
