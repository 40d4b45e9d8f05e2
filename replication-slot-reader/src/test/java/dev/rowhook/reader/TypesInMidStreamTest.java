package dev.rowhook.reader;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Types that change while their values are streamed.
@OnEverySourceVersion(slow = true)
class TypesInMidStreamTest {
    private static final int COMPOSITE = 1;
    private static final int COMPOSITES = 2;
    private static final int ENUM = 3;

    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute(
                "create type pair as (a int, b text)",
                "create type mood as enum ('sad', 'ok')",
                "create table item (id int primary key, p pair, ps pair[], m mood)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void attributesOfACompositeAreDescribedAnewWhereTheyChange() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            stream("insert into item values (1, '(1,x)')", 1);
            fixture.source.execute("alter type pair add attribute c int");
            stream("insert into item values (2, '(1,x,3)')", 2);
            stream("insert into item values (3, '(1,\"a,b\",3)')", 3);
            fixture.source.execute("alter type pair drop attribute b");
            stream("insert into item values (4, null, array[row(1, 2), null]::pair[])", 4);

            assertThat(attributes(sink, 0, COMPOSITE)).containsExactly("a", "b");
            assertThat(attributes(sink, 1, COMPOSITE)).containsExactly("a", "b", "c");
            assertThat(attributes(sink, 2, COMPOSITE)).containsExactly("a", "b", "c");
            assertThat(attributes(sink, 3, COMPOSITES)).containsExactly("a", "c");
            assertThat(relation(sink, 1)).isSameAs(relation(sink, 2));
        }
    }

    @Test
    void aLabelThatIsRenamedComesUnderItsNewName() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            stream("insert into item (id, m) values (1, 'sad')", 1);
            fixture.source.execute("alter type mood rename value 'sad' to 'blue'");
            stream("insert into item (id, m) values (2, 'blue')", 2);

            assertThat(text(sink, 0, ENUM)).isEqualTo("sad");
            assertThat(text(sink, 1, ENUM)).isEqualTo("blue");
        }
    }

    @Test
    void valuesOfATypeThatWasDroppedSinceAreText() throws Exception {
        int sink;
        try (DatabaseReader reader = fixture.start()) {
            sink = fixture.addActiveSink(reader, "item");
            stream("insert into item (id) values (1)", 1);
        }
        fixture.source.execute(
                "insert into item values (2, '(1,x)', array[row(1, 'x')]::pair[], 'ok')",
                "drop type pair cascade",
                "drop type mood cascade");
        try (DatabaseReader _ = fixture.start()) {
            stream("insert into item values (3)", 3);
        }

        assertThat(type(sink, 1, COMPOSITE)).isEqualTo(Scalar.TEXT);
        assertThat(text(sink, 1, COMPOSITE)).isEqualTo("(1,x)");
        assertThat(text(sink, 1, ENUM)).isEqualTo("ok");
        assertThat(fixture.conditions()).isEmpty();
    }

    /// Changes a row, and waits until the log has so many changes.
    private void stream(String sql, long changes) throws Exception {
        fixture.source.execute(sql);
        await("%d changes".formatted(changes), () -> fixture.log.end() == changes);
    }

    private List<String> attributes(int sink, int change, int column) throws Exception {
        ValueType type = type(sink, change, column);
        ValueType plain = type instanceof ValueType.Array(ValueType element, _) ? element : type;
        return ((ValueType.Row) plain).fields().stream().map(ValueType.Field::name).toList();
    }

    private ValueType type(int sink, int change, int column) throws Exception {
        return relation(sink, change).columns().get(column).type();
    }

    private String text(int sink, int change, int column) throws Exception {
        LoggedChange logged = fixture.logged(sink).get(change);
        return RowChange.decode(logged.body(), relation(sink, change)).newRow().text(column);
    }

    private Relation relation(int sink, int change) throws Exception {
        LoggedChange logged = fixture.logged(sink).get(change);
        return fixture.log.relations().get(logged.relation());
    }
}
