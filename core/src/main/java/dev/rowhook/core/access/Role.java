package dev.rowhook.core.access;

import static dev.rowhook.core.access.Permission.ACCOUNT_READ;
import static dev.rowhook.core.access.Permission.ACCOUNT_WRITE;
import static dev.rowhook.core.access.Permission.DATABASES_READ;
import static dev.rowhook.core.access.Permission.DATABASES_WRITE;
import static dev.rowhook.core.access.Permission.ENDPOINTS_READ;
import static dev.rowhook.core.access.Permission.ENDPOINTS_WRITE;
import static dev.rowhook.core.access.Permission.MEMBERS_READ;
import static dev.rowhook.core.access.Permission.PAYLOADS_READ;
import static dev.rowhook.core.access.Permission.SINKS_OPERATE;
import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.core.access.Permission.SINKS_WRITE;
import static dev.rowhook.core.access.Permission.TUNNEL_ATTACH;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a member of an account is, and therefore may do in it. Each may do what the next one may.
public enum Role {
    OWNER(EnumSet.allOf(Permission.class)),
    /// Everything but the account itself, and making owners.
    ADMIN(EnumSet.complementOf(EnumSet.of(ACCOUNT_WRITE))),
    /// Databases, endpoints with their secrets, and sinks.
    DEVELOPER(
            EnumSet.of(
                    ACCOUNT_READ,
                    MEMBERS_READ,
                    DATABASES_READ,
                    DATABASES_WRITE,
                    ENDPOINTS_READ,
                    ENDPOINTS_WRITE,
                    SINKS_READ,
                    SINKS_WRITE,
                    SINKS_OPERATE,
                    PAYLOADS_READ,
                    TUNNEL_ATTACH)),
    /// Keeps sinks running, and sets no secret.
    OPERATOR(
            EnumSet.of(
                    ACCOUNT_READ,
                    MEMBERS_READ,
                    DATABASES_READ,
                    ENDPOINTS_READ,
                    SINKS_READ,
                    SINKS_OPERATE,
                    PAYLOADS_READ)),
    /// Looks on, and sees no payload.
    VIEWER(EnumSet.of(ACCOUNT_READ, MEMBERS_READ, DATABASES_READ, ENDPOINTS_READ, SINKS_READ));

    // Set.copyOf makes one that nobody changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    /// The role that `code` names, if it names one.
    public static Optional<Role> parse(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /// Its name in requests and answers.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What its members may do.
    public Set<Permission> permissions() {
        return permissions;
    }
}
