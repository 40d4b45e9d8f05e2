package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.ValueType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class RelationCatalogTest {
    private static final Column ID = new Column("id", 20, true, Scalar.NUMBER);
    private static final Column TAGS =
            new Column("tags", 1009, false, new ValueType.Array(Scalar.TEXT, ','));

    private static final ValueType NESTED =
            new ValueType.Array(
                    new ValueType.Row(
                            List.of(
                                    new ValueType.Field("a", Scalar.NUMBER),
                                    new ValueType.Field("b", new ValueType.Row(List.of())),
                                    new ValueType.Field(
                                            "c", new ValueType.Array(Scalar.HSTORE, ',')),
                                    new ValueType.Field(
                                            "d",
                                            new ValueType.Array(
                                                    new ValueType.Array(Scalar.TEXT, ','), ',')))),
                    ',');

    private final LogFixture fixture = new LogFixture();
    private final ChangeLog log = fixture.open(ChangeLog.Settings.defaults());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aVersionOutlivesItsWriter() {
        ChangeLogWriter writer = log.newWriter();
        Relation described = writer.relations().describe(table(List.of(ID, TAGS), 0));
        append(writer, described);

        ChangeLog reopened = fixture.open(ChangeLog.Settings.defaults());
        assertThat(reopened.relations().get(described.version())).isEqualTo(described);
        assertThat(reopened.newWriter().relations().describe(table(List.of(ID, TAGS), 0)))
                .isEqualTo(described);
    }

    @Test
    void aDescriptionWithoutNestedTypesIsReadToo() {
        String json =
                """
                {"oid":16400,"schema":"public","table":"item","identity":"DEFAULT","keyColumns":[0],"groupBarrier":false,
                 "columns":[{"name":"id","typeOid":20,"identity":true,"scalar":"NUMBER","arrayDelimiter":null,"sqlType":null,"collation":null},
                            {"name":"tags","typeOid":1009,"identity":false,"scalar":"TEXT","arrayDelimiter":",","sqlType":null,"collation":null}]}
                """;
        assertThat(StoredRelation.relation(1, json).columns()).containsExactly(ID, TAGS);
    }

    @Test
    void whatTheCatalogueSaidOutlivesItsWriterToo() {
        SqlType state = new SqlType.Enumeration(5_000, "state", List.of("new", "paid"));
        List<Column> columns =
                List.of(
                        ID,
                        new Column("state", 5_000, false, Scalar.TEXT, state, Collation.UNKNOWN),
                        new Column(
                                "states",
                                5_001,
                                false,
                                new ValueType.Array(Scalar.TEXT, ','),
                                new SqlType.ArrayOf(5_001, state),
                                Collation.UNKNOWN),
                        new Column(
                                "name",
                                5_002,
                                false,
                                Scalar.TEXT,
                                new SqlType.BuiltIn(25),
                                Collation.C),
                        new Column(
                                "pair",
                                5_003,
                                false,
                                Scalar.TEXT,
                                new SqlType.Opaque(5_003, "pair"),
                                Collation.UNKNOWN),
                        new Column(
                                "nested",
                                5_004,
                                false,
                                NESTED,
                                new SqlType.Opaque(5_004, "nested"),
                                Collation.UNKNOWN));
        ChangeLogWriter writer = log.newWriter();
        Relation described = writer.relations().describe(table(columns, 0));
        writer.saveRelations();

        ChangeLog reopened = fixture.open(ChangeLog.Settings.defaults());
        assertThat(reopened.relations().get(described.version())).isEqualTo(described);
        assertThat(reopened.relations().newest(described.name())).contains(described);
    }

    @Test
    void aVersionFromBeforeTheCatalogueWasAskedIsReadAsSuch() {
        String stored =
                """
                {"oid":4711,"schema":"public","table":"orders","identity":"DEFAULT",
                 "columns":[{"name":"id","typeOid":20,"identity":true,"scalar":"NUMBER","arrayDelimiter":null},
                            {"name":"tags","typeOid":1009,"identity":false,"scalar":"TEXT","arrayDelimiter":","}],
                 "keyColumns":[0],"groupBarrier":false}
                """;

        assertThat(StoredRelation.relation(0, stored)).isEqualTo(table(List.of(ID, TAGS), 0));
    }

    @Test
    void theNewestVersionOfATableIsTheLastOneDescribed() {
        ChangeLogWriter writer = log.newWriter();
        Relation first = writer.relations().describe(table(List.of(ID), 0));
        assertThat(log.relations().newest(first.name())).contains(first);
        Relation wider = writer.relations().describe(table(List.of(ID, TAGS), 0));
        assertThat(log.relations().newest(first.name())).contains(wider);
        assertThat(log.relations().newest(new TableName("public", "other"))).isEmpty();
    }

    @Test
    void aChangedTableIsAnotherVersion() {
        ChangeLogWriter writer = log.newWriter();
        Relation first = writer.relations().describe(table(List.of(ID), 0));
        Relation wider = writer.relations().describe(table(List.of(ID, TAGS), 0));

        assertThat(wider.version()).isGreaterThan(first.version());
        assertThat(wider.groupBarrier()).isFalse();
    }

    @Test
    void aChangedKeyIsABarrier() {
        ChangeLogWriter writer = log.newWriter();
        writer.relations().describe(table(List.of(ID, TAGS), 0));

        assertThat(writer.relations().describe(table(List.of(ID, TAGS), 1)).groupBarrier())
                .isTrue();
    }

    @Test
    void aVersionThatWasNeverAppendedIsForgottenByTheNextWriter() {
        Relation lost = log.newWriter().relations().describe(table(List.of(ID), 0));

        ChangeLogWriter next = log.newWriter();
        Relation again = next.relations().describe(table(List.of(ID, TAGS), 0));
        append(next, again);

        assertThat(again.version()).isEqualTo(lost.version());
        assertThat(log.relations().get(again.version()).columns()).hasSize(2);
    }

    private static Relation table(List<Column> columns, int key) {
        return new Relation(
                0, 4711, "public", "orders", ReplicaIdentity.DEFAULT, columns, List.of(key), false);
    }

    private static void append(ChangeLogWriter writer, Relation relation) {
        AppendBatch batch = writer.newBatch(1);
        batch.add(1, 0, 0, relation.version(), null, new byte[] {'I'}, new int[] {1});
        writer.append(batch, writer.position().at(new Lsn(1), 1, new Lsn(1), true, new Lsn(2)));
    }
}
