package dev.rowhook.store;

import java.util.Map;

/// The passwords of the roles.
public final class RolePasswords {
    private final Map<String, String> passwords;

    public RolePasswords(String owner, String api, String worker, String identity) {
        this.passwords =
                Map.of(
                        Roles.OWNER,
                        owner,
                        Roles.API,
                        api,
                        Roles.WORKER,
                        worker,
                        Roles.IDENTITY,
                        identity);
    }

    /// @throws IllegalArgumentException if it is no role of [Roles]
    public String of(String role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalArgumentException(role);
        }
        return password;
    }

    @Override
    public String toString() {
        return "RolePasswords[***]";
    }
}
