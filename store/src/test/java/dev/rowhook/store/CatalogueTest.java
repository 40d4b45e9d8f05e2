package dev.rowhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.store.testing.OwnPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CatalogueTest {
    private final OwnPostgres own = OwnPostgres.create();

    @BeforeAll
    void theWorkerHasASegment() {
        own.worker().execute("create table rowhook_log.segment (change bytea)");
    }

    @AfterAll
    void drop() {
        own.close();
    }

    @Test
    void everyTableKeepsAccountsApart() {
        assertThat(CatalogueRule.violations(own.superuser())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    create table rowhook.bad (id uuid primary key)                | rowhook.bad: has no account_id uuid not null
                    create table rowhook.bad (account_id text not null)           | rowhook.bad: has no account_id uuid not null
                    create table rowhook.bad (account_id uuid)                    | rowhook.bad: has no account_id uuid not null
                    create table rowhook.bad (account_id uuid primary key)        | rowhook.bad: is not under forced row-level security
                    create table rowhook.bad (account_id uuid primary key)        | rowhook.bad: has no policy for rowhook_api or for rowhook_worker
                    create table rowhook.bad (account_id uuid primary key)        | rowhook.bad: is not owned by rowhook_owner
                    alter table rowhook.sink no force row level security          | rowhook.sink: is not under forced row-level security
                    alter table rowhook.sink disable row level security           | rowhook.sink: is not under forced row-level security
                    drop policy account on rowhook.sink                           | rowhook.sink: has no policy for rowhook_api or for rowhook_worker
                    drop policy worker on rowhook.sink                            | rowhook.sink: has no policy for rowhook_api or for rowhook_worker
                    create policy wide on rowhook.sink using (true)               | rowhook.sink wide: is a policy that lets others
                    alter policy account on rowhook.sink with check (true)        | rowhook.sink account: is a policy that lets others
                    alter policy worker on rowhook.sink to public                 | rowhook.sink worker: is a policy that lets others
                    create view rowhook.bad as select * from rowhook.sink         | rowhook.bad: is a view that reads with its owner's rights
                    create materialized view public.bad as select 1 as one        | bad: is a view that reads with its owner's rights
                    create table rowhook.bad (account_id uuid primary key, other uuid references rowhook.account) | rowhook.bad bad_other_fkey: is a foreign key
                    create unique index bad on rowhook.sink (name)                | rowhook.bad: is a unique index
                    create unique index bad on rowhook.sink (lower(name))         | rowhook.bad: is a unique index
                    alter table rowhook.sink add unique (name, account_id)        | rowhook.sink_name_account_id_key: is a unique index
                    alter role rowhook_api bypassrls                              | rowhook_api: is a role with rights
                    alter role rowhook_worker superuser                           | rowhook_worker: is a role with rights
                    grant rowhook_owner to rowhook_api                            | rowhook_owner: is a role that
                    alter table rowhook.sink owner to rowhook_api                 | table rowhook.sink: is owned by rowhook_api
                    grant usage on schema rowhook_log to rowhook_api              | rowhook_log: is a schema
                    grant usage on schema rowhook_log to public                   | rowhook_log: is a schema
                    grant create on schema rowhook to rowhook_api                 | rowhook: is a schema
                    grant select on rowhook_log.segment to rowhook_api            | rowhook_log.segment: is outside schema rowhook
                    grant update (change) on rowhook_log.segment to public        | rowhook_log.segment: is outside schema rowhook
                    grant delete on public.flyway_schema_history to rowhook_api   | flyway_schema_history: is outside schema rowhook
                    grant truncate on rowhook.sink to rowhook_api                 | rowhook.sink: gives rowhook_api a right
                    grant references (id) on rowhook.sink to rowhook_api          | rowhook.sink: gives rowhook_api a right
                    grant select on rowhook.sink_pending to rowhook_api           | rowhook.sink_pending.change: is a column
                    grant select (annotations) on rowhook.sink_pending to public  | rowhook.sink_pending.annotations: is a column
                    create function rowhook.bad() returns int language sql return 1 | rowhook.bad(): is a function
                    alter function rowhook.token_account(bytea) reset search_path | rowhook.token_account(bytea): is a function
                    """)
    void aPlantedViolationIsFound(String plant, String violation) {
        assertThat(violationsAfter(plant)).anyMatch(found -> found.startsWith(violation));
    }

    /// Plants in a transaction that is rolled back, roles included.
    private List<String> violationsAfter(String plant) {
        List<String> found = new ArrayList<>();
        assertThatThrownBy(() ->
                        own.superuser()
                                .transaction(transaction -> {
                                    transaction.dsl().execute(plant);
                                    found.addAll(CatalogueRule.violations(transaction.dsl()));
                                    throw new RolledBack();
                                }))
                .isInstanceOf(RolledBack.class);
        return found;
    }

    private static final class RolledBack extends RuntimeException {}
}
