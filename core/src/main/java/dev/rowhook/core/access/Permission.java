package dev.rowhook.core.access;

import java.util.Arrays;
import java.util.Optional;

/// Something that can be done in an account. Its code is also the name of a scope.
public enum Permission {
    /// Name and state of the account, and how much it uses.
    ACCOUNT_READ("account:read"),
    ACCOUNT_WRITE("account:write"),
    MEMBERS_READ("members:read"),
    MEMBERS_WRITE("members:write"),
    /// API tokens and OAuth 2 clients, without their secrets.
    TOKENS_READ("tokens:read"),
    TOKENS_WRITE("tokens:write"),
    DATABASES_READ("databases:read"),
    DATABASES_WRITE("databases:write"),
    ENDPOINTS_READ("endpoints:read"),
    ENDPOINTS_WRITE("endpoints:write"),
    /// Settings and states of sinks, and what was delivered, without payloads.
    SINKS_READ("sinks:read"),
    SINKS_WRITE("sinks:write"),
    /// Pause and resume, redrive, discard, replay, backfill, mend.
    SINKS_OPERATE("sinks:operate"),
    /// Rows, their keys, and what endpoints answered.
    PAYLOADS_READ("payloads:read"),
    PAYLOADS_ERASE("payloads:erase"),
    AUDIT_READ("audit:read"),
    TUNNEL_ATTACH("tunnel:attach");

    private final String code;

    Permission(String code) {
        this.code = code;
    }

    /// The permission that `code` names, if it names one.
    public static Optional<Permission> parse(String code) {
        return Arrays.stream(values())
                .filter(permission -> permission.code.equals(code))
                .findFirst();
    }

    /// Its name in scopes and answers.
    public String code() {
        return code;
    }

    /// Whether it changes nothing.
    public boolean isRead() {
        return code.endsWith(":read");
    }
}
