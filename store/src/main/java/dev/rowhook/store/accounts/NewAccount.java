package dev.rowhook.store.accounts;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.token.OpaqueToken;

/// An account that was just made, with its first token, which is known here and never again.
public record NewAccount(AccountId account, TokenId tokenId, OpaqueToken token) {}
