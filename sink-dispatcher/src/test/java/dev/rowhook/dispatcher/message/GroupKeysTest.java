package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.core.testing.RowBytes;
import dev.rowhook.dispatcher.message.Groups.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;

final class GroupKeysTest {
    private static final Relation KEYED = Plants.table(ReplicaIdentity.DEFAULT, 0);
    private static final Relation FULL = Plants.table(ReplicaIdentity.FULL, 0);
    private static final Relation FULL_WITHOUT_KEY = Plants.table(ReplicaIdentity.FULL, 0, 1, 2);
    private static final Relation INSERTS_ONLY = Plants.table(ReplicaIdentity.NOTHING);

    private final GroupKeys byKey = new GroupKeys(new GroupBy.PrimaryKey());

    @Test
    void theChangesOfARowShareAGroup() {
        Groups insert = of(KEYED, Plants.message('I').row('N', "7", "a", "b"));

        assertThat(insert.kind()).isEqualTo(Kind.ONE);
        assertThat(of(KEYED, Plants.message('U').row('N', "7", "c", "unchanged!")))
                .isEqualTo(insert);
        assertThat(of(KEYED, Plants.message('D').row('K', "7", "null!", "null!")))
                .isEqualTo(insert);
        assertThat(of(FULL, Plants.message('D').row('O', "7", "c", "b"))).isEqualTo(insert);
        assertThat(of(KEYED, Plants.message('I').row('N', "8", "a", "b"))).isNotEqualTo(insert);
    }

    @Test
    void theGroupOfARowIsTheSameForEver() {
        Groups insert = of(KEYED, Plants.message('I').row('N', "7", "a", "b"));

        assertThat(Long.toHexString(insert.first())).isEqualTo("72548d6f30a39a1b");
    }

    @Test
    void anUpdateThatMovesARowBelongsToBothGroups() {
        Groups before = of(KEYED, Plants.message('I').row('N', "7", "a", "b"));
        Groups after = of(KEYED, Plants.message('I').row('N', "8", "a", "b"));

        Groups byOldKey =
                of(
                        KEYED,
                        Plants.message('U')
                                .row('K', "7", "null!", "null!")
                                .row('N', "8", "a", "unchanged!"));
        assertThat(byOldKey).isEqualTo(new Groups(before.first(), after.first(), Kind.TWO));

        Groups byOldRow =
                of(FULL, Plants.message('U').row('O', "7", "a", "b").row('N', "8", "a", "b"));
        assertThat(byOldRow).isEqualTo(byOldKey);
    }

    @Test
    void anUpdateUnderFullThatLeavesTheKeyStaysInItsGroup() {
        Groups update =
                of(FULL, Plants.message('U').row('O', "7", "a", "b").row('N', "7", "c", "b"));

        assertThat(update).isEqualTo(of(FULL, Plants.message('I').row('N', "7", "x", "y")));
    }

    @Test
    void withoutAKeyARowIsNamedByAllItsColumns() {
        Groups before = of(FULL_WITHOUT_KEY, Plants.message('I').row('N', "7", "a", "b"));
        Groups after = of(FULL_WITHOUT_KEY, Plants.message('I').row('N', "7", "c", "b"));
        Groups update =
                of(
                        FULL_WITHOUT_KEY,
                        Plants.message('U')
                                .row('O', "7", "a", "b")
                                .row('N', "7", "c", "unchanged!"));

        assertThat(update).isEqualTo(new Groups(before.first(), after.first(), Kind.TWO));
        assertThat(of(FULL_WITHOUT_KEY, Plants.message('D').row('O', "7", "c", "b")))
                .isEqualTo(after);
    }

    @Test
    void whatCannotBeKnownIsABarrier() {
        assertThat(of(KEYED, Plants.message('U').row('N', "unchanged!", "a", "b")).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(of(FULL, Plants.message('U').row('N', "7", "a", "b")).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(of(KEYED, Plants.message('D').row('K', "unchanged!", "a", "b")).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(of(INSERTS_ONLY, Plants.message('U').row('N', "7", "a", "b")).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(of(KEYED, Plants.message('I').row('N', "7", "a")).kind())
                .as("bytes that cannot be read")
                .isEqualTo(Kind.BARRIER);
    }

    @Test
    void aTruncateIsABarrierEvenWhereNothingElseIsInOrder() {
        LoggedChange truncate = Plants.change(5, TruncateBody.of(KEYED.oid()));

        assertThat(byKey.of(truncate, KEYED).kind()).isEqualTo(Kind.BARRIER);
        assertThat(new GroupKeys(new GroupBy.None()).of(truncate, KEYED).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(new GroupKeys(new GroupBy.Columns(List.of("name"))).of(truncate, KEYED).kind())
                .isEqualTo(Kind.BARRIER);
    }

    @Test
    void messagesOfOnePrefixAreAGroup() {
        Relation messages = LogicalMessageBody.relation();
        for (GroupBy mode :
                List.of(new GroupBy.PrimaryKey(), new GroupBy.Columns(List.of("name")))) {
            GroupKeys keys = new GroupKeys(mode);
            Groups one = keys.of(message("a", "1"), messages);

            assertThat(one.kind()).isEqualTo(Kind.ONE);
            assertThat(keys.of(message("a", "2"), messages)).isEqualTo(one);
            assertThat(keys.of(message("b", "1"), messages)).isNotEqualTo(one);
        }
    }

    private static LoggedChange message(String prefix, String content) {
        return Plants.change(5, LogicalMessageBody.of(prefix, content.getBytes(UTF_8)));
    }

    @Test
    void aToastedKeyIsTakenFromTheOldRow() {
        Groups update =
                of(
                        KEYED,
                        Plants.message('U')
                                .row('K', "7", "null!", "null!")
                                .row('N', "unchanged!", "a", "b"));

        assertThat(update).isEqualTo(of(KEYED, Plants.message('I').row('N', "7", "a", "b")));
    }

    @Test
    void insertsOfATableWithoutANameForItsRowsAreEachOnTheirOwn() {
        byte[] body = Plants.message('I').row('N', "7", "a", "b").toBytes();

        Groups one = byKey.of(Plants.change(1, body), INSERTS_ONLY);
        Groups other = byKey.of(Plants.change(2, body), INSERTS_ONLY);

        assertThat(one.kind()).isEqualTo(Kind.ONE);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void theOtherModesDoNotLookAtTheRow() {
        byte[] body = new byte[0];
        GroupKeys bySink = new GroupKeys(new GroupBy.Sink());
        GroupKeys byNone = new GroupKeys(new GroupBy.None());

        assertThat(bySink.of(Plants.change(1, body), KEYED))
                .isEqualTo(bySink.of(Plants.change(2, body), FULL));
        assertThat(byNone.of(Plants.change(1, body), KEYED))
                .isNotEqualTo(byNone.of(Plants.change(2, body), KEYED));
    }

    @Test
    void textsDoNotRunIntoEachOther() {
        Relation twoColumns = Plants.table(ReplicaIdentity.FULL, 1, 2);

        assertThat(of(twoColumns, Plants.message('I').row('N', "7", "a", "bc")))
                .isNotEqualTo(of(twoColumns, Plants.message('I').row('N', "7", "ab", "c")));
        assertThat(of(twoColumns, Plants.message('I').row('N', "7", "", "null!")))
                .isNotEqualTo(of(twoColumns, Plants.message('I').row('N', "7", "null!", "")));
        assertThat(of(twoColumns, Plants.message('I').row('N', "7", "", "")))
                .isNotEqualTo(of(twoColumns, Plants.message('I').row('N', "7", "null!", "null!")));
    }

    @Test
    void changesWithTheSameTextsInTheColumnsShareAGroupWhateverTheirTable() {
        Relation other =
                new Relation(
                        2,
                        Plants.OID,
                        "shed",
                        "tool",
                        ReplicaIdentity.FULL,
                        List.of(
                                new Column("name", 25, true, Scalar.TEXT),
                                new Column("id", 23, true, Scalar.NUMBER)),
                        List.of(1),
                        false);
        Groups plant = byName(FULL, Plants.message('I').row('N', "7", "fern", "b"));

        assertThat(plant.kind()).isEqualTo(Kind.ONE);
        assertThat(byName(other, Plants.message('I').row('N', "fern", "1"))).isEqualTo(plant);
        assertThat(byName(KEYED, Plants.message('I').row('N', "8", "fern", "c"))).isEqualTo(plant);
        assertThat(byName(FULL, Plants.message('D').row('O', "9", "fern", "c"))).isEqualTo(plant);
        assertThat(byName(FULL, Plants.message('I').row('N', "7", "moss", "b")))
                .isNotEqualTo(plant);
        assertThat(byName(FULL, Plants.message('I').row('N', "7", "null!", "b")))
                .as("null is not empty")
                .isNotEqualTo(byName(FULL, Plants.message('I').row('N', "7", "", "b")));
    }

    @Test
    void anUpdateThatChangesTheColumnsBelongsToBothGroups() {
        Groups fern = byName(FULL, Plants.message('I').row('N', "7", "fern", "b"));
        Groups moss = byName(FULL, Plants.message('I').row('N', "7", "moss", "b"));

        assertThat(
                        byName(
                                FULL,
                                Plants.message('U')
                                        .row('O', "7", "fern", "b")
                                        .row('N', "7", "moss", "b")))
                .isEqualTo(new Groups(fern.first(), moss.first(), Kind.TWO));
        assertThat(
                        byName(
                                FULL,
                                Plants.message('U')
                                        .row('O', "7", "fern", "b")
                                        .row('N', "8", "unchanged!", "b")))
                .isEqualTo(fern);
    }

    @Test
    void aGroupWhoseColumnsTheOldRowDoesNotSayIsABarrier() {
        assertThat(byName(KEYED, Plants.message('U').row('N', "7", "fern", "b")).kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(
                        byName(
                                        KEYED,
                                        Plants.message('U')
                                                .row('K', "7", "null!", "null!")
                                                .row('N', "8", "fern", "b"))
                                .kind())
                .isEqualTo(Kind.BARRIER);
        assertThat(byName(KEYED, Plants.message('D').row('K', "7", "null!", "null!")).kind())
                .isEqualTo(Kind.BARRIER);
        GroupKeys byLacking = new GroupKeys(new GroupBy.Columns(List.of("name", "colour")));
        assertThat(byLacking.of(Plants.change(Plants.message('I').row('N', "7", "a", "b")), FULL))
                .isEqualTo(Groups.barrier());
        GroupKeys byId = new GroupKeys(new GroupBy.Columns(List.of("id")));
        assertThat(
                        byId.of(Plants.change(Plants.message('U').row('N', "7", "a", "b")), KEYED)
                                .kind())
                .as("a column of the identity")
                .isEqualTo(Kind.ONE);
    }

    @Test
    void theHashOfARowIsItsGroupAndCanBeMadeOfItsKey() {
        RowBytes insert = Plants.message('I').row('N', "7", "a", "b");
        RowBytes move = Plants.message('U').row('K', "3", "null!", "null!").row('N', "7", "a", "b");
        long hash = GroupKeys.rowHash("garden", "plant", List.of("7"));

        assertThat(of(KEYED, insert).first()).isEqualTo(hash);
        for (RowBytes change :
                List.of(insert, move, Plants.message('D').row('K', "7", "null!", "null!"))) {
            assertThat(GroupKeys.rowHash(Plants.change(change), KEYED)).hasValue(hash);
        }
        assertThat(GroupKeys.rowHash("garden", "plant", List.of("8"))).isNotEqualTo(hash);
        assertThat(GroupKeys.rowHash(Plants.change(insert), INSERTS_ONLY)).isEmpty();
        assertThat(GroupKeys.rowHash(Plants.change(5, new byte[] {1}), KEYED)).isEmpty();
    }

    private static Groups byName(Relation relation, RowBytes message) {
        return new GroupKeys(new GroupBy.Columns(List.of("name")))
                .of(Plants.change(message), relation);
    }

    private Groups of(Relation relation, RowBytes message) {
        // Relations of one version are one relation; each of these is another.
        return new GroupKeys(new GroupBy.PrimaryKey()).of(Plants.change(message), relation);
    }
}
