package dev.rowhook.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of tenancy, each as a query for what breaks it.
final class CatalogueRules {
    private static final String OWN_TABLES =
            """
            (select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner
             from pg_class c
             where c.relnamespace = 'rowhook'::regnamespace and c.relkind in ('r', 'p', 'f'))
            """;

    private static final String OF_FUNCTIONS =
            "the owner's functions see it, whose account they are not told, and no pool is the owner";

    private static final Map<String, String> SIGN_IN =
            Stream.of(
                            "account sign_in",
                            "account sign_in_lock",
                            "api_token sign_in",
                            "api_token sign_in_use",
                            "audit_event sign_in",
                            "audit_event forget_account",
                            "audit_event forget_deleted",
                            "audit_event forget_old",
                            "audit_event forget_old_ones",
                            "invitation sign_in",
                            "member sign_in",
                            "oauth_client sign_in")
                    .collect(Collectors.toMap(policy -> "rowhook." + policy, _ -> OF_FUNCTIONS));

    static final List<CatalogueRule> TABLES =
            List.of(
                    new CatalogueRule(
                            "has no account_id uuid not null",
                            """
                            select t.name from %s t
                            where not exists (select from pg_attribute a where a.attrelid = t.oid
                                and a.attname = 'account_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)
                            """
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "is not under forced row-level security",
                            "select t.name from %s t where not (t.relrowsecurity and t.relforcerowsecurity)"
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "has no policy for rowhook_api or for rowhook_worker",
                            """
                            select t.name from %s t
                            where (select count(distinct r.rolname) from pg_policy p
                                join pg_roles r on r.oid = any (p.polroles)
                                where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
                                and r.rolname in ('rowhook_api', 'rowhook_worker')) < 2
                            """
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "is a policy that lets others than rowhook_worker see more than one account",
                            """
                            select p.schemaname || '.' || p.tablename || ' ' || p.policyname from pg_policies p
                            where p.permissive = 'PERMISSIVE' and p.roles <> array['rowhook_worker'::name]
                            and (p.qual is distinct from '(account_id = rowhook.current_account())'
                                or p.with_check is distinct from '(account_id = rowhook.current_account())')
                            """,
                            SIGN_IN),
                    new CatalogueRule(
                            "is not owned by rowhook_owner",
                            "select t.name from %s t where t.relowner <> 'rowhook_owner'::regrole"
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "is a view that reads with its owner's rights",
                            """
                            select c.oid::regclass::text from pg_class c
                            where c.relnamespace in ('rowhook'::regnamespace, 'rowhook_log'::regnamespace,
                                'public'::regnamespace)
                            and (c.relkind = 'm' or c.relkind = 'v' and not exists (
                                select from pg_options_to_table(c.reloptions) o
                                where o.option_name = 'security_invoker' and o.option_value::boolean))
                            """));

    static final List<CatalogueRule> KEYS =
            List.of(
                    new CatalogueRule(
                            "is a foreign key that may reach another account",
                            """
                            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
                            where k.contype = 'f' and k.connamespace = 'rowhook'::regnamespace
                            and not exists (
                                select from unnest(k.conkey, k.confkey) as pair (here, there)
                                join pg_attribute h on h.attrelid = k.conrelid and h.attnum = pair.here
                                join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.there
                                where h.attname = 'account_id' and t.attname = 'account_id')
                            """),
                    new CatalogueRule(
                            "is a unique index that does not start with account_id",
                            """
                            select i.indexrelid::regclass::text from pg_index i
                            join pg_class c on c.oid = i.indrelid
                            where i.indisunique and c.relnamespace = 'rowhook'::regnamespace
                            and not exists (select from pg_attribute a where a.attrelid = i.indrelid
                                and a.attnum = i.indkey[0] and a.attname = 'account_id')
                            """,
                            Map.of(
                                    "rowhook.log_position_slot",
                                    "two accounts never read one slot, and only workers see the verdict")));

    static final List<CatalogueRule> RIGHTS =
            List.of(
                    new CatalogueRule(
                            "is a role with rights that policies do not bind",
                            """
                            select rolname from pg_roles
                            where rolname in ('rowhook_owner', 'rowhook_api', 'rowhook_worker', 'rowhook_identity')
                            and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                            """),
                    new CatalogueRule(
                            "is a role that a role of a pool can become",
                            """
                            select m.roleid::regrole::text from pg_auth_members m
                            where m.member in ('rowhook_api'::regrole, 'rowhook_worker'::regrole, 'rowhook_identity'::regrole)
                            """),
                    new CatalogueRule(
                            "is owned by rowhook_api",
                            """
                            select pg_describe_object(d.classid, d.objid, d.objsubid) from pg_shdepend d
                            where d.refobjid = 'rowhook_api'::regrole and d.deptype = 'o'
                            """),
                    new CatalogueRule(
                            "is a schema that rowhook_api may use or make things in",
                            """
                            select n.nspname from pg_namespace n
                            where n.nspname = 'rowhook_log' and has_schema_privilege('rowhook_api', n.oid, 'usage')
                            or has_schema_privilege('rowhook_api', n.oid, 'create')
                            """),
                    new CatalogueRule(
                            "is outside schema rowhook and granted to rowhook_api",
                            """
                            select c.oid::regclass::text from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname not in ('rowhook', 'pg_catalog', 'information_schema', 'pg_toast')
                            and c.relkind in ('r', 'p', 'v', 'm', 'f')
                            and (has_any_column_privilege('rowhook_api', c.oid, 'select, insert, update, references')
                                or has_table_privilege('rowhook_api', c.oid, 'delete, truncate, trigger'))
                            """),
                    new CatalogueRule(
                            "is a table of tenants that rowhook_identity reaches",
                            """
                            select t.name from %s t
                            where has_any_column_privilege('rowhook_identity', t.oid, 'select, insert, update, references')
                            or has_table_privilege('rowhook_identity', t.oid, 'delete, truncate, trigger')
                            """
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "gives rowhook_api a right that no policy limits",
                            """
                            select t.name from %s t
                            where has_table_privilege('rowhook_api', t.oid, 'truncate, references, trigger')
                            or has_any_column_privilege('rowhook_api', t.oid, 'references')
                            """
                                    .formatted(OWN_TABLES)),
                    new CatalogueRule(
                            "is a column with a tenant's row that rowhook_api may read",
                            """
                            select a.attrelid::regclass || '.' || a.attname from pg_attribute a
                            where a.attrelid = 'rowhook.sink_pending'::regclass
                            and a.attname in ('change', 'annotations')
                            and has_column_privilege('rowhook_api', a.attrelid, a.attnum, 'select')
                            """),
                    new CatalogueRule(
                            "is a function that anybody may call, or that finds its tables by the caller's path",
                            """
                            select p.oid::regprocedure::text from pg_proc p
                            where p.pronamespace in ('rowhook'::regnamespace, 'rowhook_log'::regnamespace,
                                'public'::regnamespace)
                            and (exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
                                    where g.grantee = 0)
                                or p.prosecdef and not exists (select from unnest(p.proconfig) c
                                    where starts_with(c, 'search_path=')))
                            """));

    private CatalogueRules() {}
}
