package dev.rowhook.core.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The scopes of tokens and clients, as tables and requests write them.
public final class Scopes {
    /// All that an owner may, now and in versions to come.
    public static final String ALL = "*";

    private Scopes() {}

    /// What these scopes allow. One that this version does not know allows nothing.
    public static Set<Permission> permissions(Collection<String> scopes) {
        if (scopes.contains(ALL)) {
            return Role.OWNER.permissions();
        }
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        scopes.stream()
                .flatMap(scope -> Permission.parse(scope).stream())
                .forEach(permissions::add);
        return permissions;
    }

    /// Every scope there is, `*` last.
    public static List<String> names() {
        return Stream.concat(
                        Arrays.stream(Permission.values()).map(Permission::code), Stream.of(ALL))
                .toList();
    }
}
