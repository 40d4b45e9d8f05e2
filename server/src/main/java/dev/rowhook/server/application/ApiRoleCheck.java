package dev.rowhook.server.application;

import org.jooq.DSLContext;
import org.jooq.Record;

/// Refuses to serve with a role that row-level security does not bind: a superuser, one that
/// bypasses it, or an owner of tables.
final class ApiRoleCheck {
    private static final String RIGHTS =
            """
            select current_user as role, r.rolsuper, r.rolbypassrls,
                   exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                           where n.nspname in ('rowhook', 'rowhook_log')
                             and pg_has_role(current_user, c.relowner, 'member')) as owns
            from pg_roles r where r.rolname = current_user
            """;

    private ApiRoleCheck() {}

    /// @throws IllegalStateException if the role could see beyond one account
    static void require(DSLContext api) {
        Record rights = api.fetchSingle(RIGHTS);
        boolean unbound =
                rights.get("rolsuper", Boolean.class)
                        || rights.get("rolbypassrls", Boolean.class)
                        || rights.get("owns", Boolean.class);
        if (unbound) {
            throw new IllegalStateException(
                    "the REST interface connects as %s, which row-level security does not bind (superuser, bypassrls, or owner of tables); use rowhook_api"
                            .formatted(rights.get("role", String.class)));
        }
    }
}
