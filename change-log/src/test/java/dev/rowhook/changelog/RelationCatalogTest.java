package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class RelationCatalogTest {
    private static final Column ID = new Column("id", 20, true, Scalar.NUMBER);
    private static final Column TAGS =
            new Column("tags", 1009, false, new ValueType.Array(Scalar.TEXT, ','));

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
