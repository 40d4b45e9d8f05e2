package dev.rowhook.api.oidc;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which memberships the claims of a token make.
final class ClaimedRoles {
    private ClaimedRoles() {}

    /// By account; of several roles in one the one that may do most.
    static Map<AccountId, Role> of(Map<String, ?> claims, List<ClaimRole> rules) {
        Map<AccountId, Role> roles = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> holds(find(claims, rule.claim()), rule.value()))
                .forEach(rule -> roles.merge(rule.account(), rule.role(), ClaimedRoles::higher));
        return roles;
    }

    /// Roles stand in the order of what they may do.
    private static Role higher(Role one, Role other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean holds(@Nullable Object claim, String value) {
        return switch (claim) {
            case null -> false;
            case Collection<?> values ->
                    values.stream().anyMatch(one -> one != null && one.toString().equals(value));
            default -> claim.toString().equals(value);
        };
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inside
                ? find(inside, path.substring(dot + 1))
                : null;
    }
}
