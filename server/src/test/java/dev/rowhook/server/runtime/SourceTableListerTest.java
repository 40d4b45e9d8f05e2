package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.TableListing;
import dev.rowhook.api.database.TableQuery;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@OnEverySourceVersion
class SourceTableListerTest {
    private static final TableQuery ALL = query(List.of(), "", false, true, 50);

    private final SourcePostgres source = SourcePostgres.create();
    private final SourceTableLister lister =
            new SourceTableLister(
                    EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV)), new SourceTurns());

    @BeforeEach
    void createTables() throws SQLException {
        source.execute(
                "create table orders (id bigint, tenant varchar(20), total numeric(10,2), \"Note\" text not null,"
                        + " twice numeric generated always as (total * 2) stored, primary key (tenant, id))",
                "insert into orders select n, 'a', n, 'x' from generate_series(1, 500) n",
                "analyze orders",
                "create table log_lines (line text)",
                "create schema \"Sales\"",
                "create table \"Sales\".\"Line Items\" (id int primary key)",
                "alter table \"Sales\".\"Line Items\" replica identity full",
                "create table parts (id int, tenant int, primary key (id, tenant)) partition by list (tenant)",
                "create table part_one partition of parts for values in (1)",
                "insert into parts select n, 1 from generate_series(1, 300) n",
                "analyze part_one",
                "create unlogged table scratch (id int)",
                "create view seen as select 1 as id",
                "create publication pub for table orders, parts with (publish_via_partition_root = true)",
                "create publication pub_inserts for table log_lines with (publish = 'insert')");
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static TableQuery query(
            List<TableName> tables, String search, boolean partitions, boolean columns, int limit) {
        return new TableQuery(
                Optional.empty(), tables, Optional.of(search), partitions, columns, limit);
    }

    private ConnectionSettings settings(String password) {
        return new ConnectionSettings(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                Optional.of(Secret.of(password)),
                new Tls("disable", Optional.empty(), Optional.empty()),
                new Slot("none", false),
                new Publication("pub", true, List.of()));
    }

    private TableListing.Read read(TableQuery query) {
        TableListing listing = lister.list(settings(source.password()), query);
        assertThat(listing).isInstanceOf(TableListing.Read.class);
        return (TableListing.Read) listing;
    }

    private SourceTable only(String table) {
        TableListing.Read read =
                read(query(List.of(new TableName("public", table)), "", false, true, 50));
        assertThat(read.tables()).hasSize(1);
        return read.tables().getFirst();
    }

    @Test
    void tablesThatCanBeStreamedAreListedByName() {
        TableListing.Read read = read(ALL);
        assertThat(read.truncated()).isFalse();
        assertThat(read.tables())
                .extracting(table -> table.name().toString())
                .containsExactly(
                        "\"Sales\".\"Line Items\"",
                        "public.log_lines",
                        "public.orders",
                        "public.parts");
    }

    @Test
    void aTableIsDescribedAsItsCatalogueHasIt() {
        SourceTable orders = only("orders");
        assertThat(orders.kind()).isEqualTo("table");
        assertThat(orders.estimatedRows()).contains(500L);
        assertThat(orders.estimatedBytes().orElseThrow()).isGreaterThan(8192);
        assertThat(orders.replicaIdentity()).isEqualTo("default");
        assertThat(orders.primaryKey()).containsExactly("tenant", "id");
        assertThat(orders.identity()).containsExactly("tenant", "id");
        assertThat(orders.publishedActions())
                .containsExactly("insert", "update", "delete", "truncate");
        assertThat(orders.readable()).isTrue();
        assertThat(orders.columns())
                .containsExactly(
                        new SourceTable.Column("id", "bigint", false, false),
                        new SourceTable.Column("tenant", "character varying(20)", false, false),
                        new SourceTable.Column("total", "numeric(10,2)", true, false),
                        new SourceTable.Column("Note", "text", false, false),
                        new SourceTable.Column("twice", "numeric", true, true));
    }

    @Test
    void whatIsNotKnownOfATableIsEmpty() {
        SourceTable lines = only("log_lines");
        assertThat(lines.estimatedRows()).isEmpty();
        assertThat(lines.estimatedBytes()).isEmpty();
        assertThat(lines.primaryKey()).isEmpty();
        assertThat(lines.identity()).isEmpty();
        assertThat(lines.publishedActions()).containsExactly("insert");
    }

    @Test
    void partitionsAreCountedWithTheirTableAndListedIfAskedFor() {
        SourceTable parts = only("parts");
        assertThat(parts.kind()).isEqualTo("partitioned");
        assertThat(parts.estimatedRows()).contains(300L);
        assertThat(parts.publishedActions()).isNotEmpty();
        TableListing.Read read = read(query(List.of(), "PART", true, false, 50));
        assertThat(read.tables()).extracting(SourceTable::kind).contains("partition");
        assertThat(read.tables().getFirst().partitionOf()).contains(parts.name());
        assertThat(read.tables().getFirst().columns()).isEmpty();
    }

    @Test
    void whatIsLeftOutIsTold() {
        TableListing.Read first = read(query(List.of(), "", false, false, 2));
        assertThat(first.tables()).hasSize(2);
        assertThat(first.truncated()).isTrue();
        assertThat(read(query(List.of(), "sales.LINE", false, false, 2)).tables())
                .singleElement()
                .satisfies(table -> assertThat(table.replicaIdentity()).isEqualTo("full"));
        assertThat(read(query(List.of(), "%", false, false, 2)).tables()).isEmpty();
    }

    @Test
    void aSourceThatCannotBeAskedSaysWhyAndNothingElse() {
        assertThat(lister.list(settings("hunter2"), ALL))
                .isEqualTo(
                        new TableListing.Unreachable(
                                "The source cannot be asked: it answered with the error 28P01."));
    }
}
