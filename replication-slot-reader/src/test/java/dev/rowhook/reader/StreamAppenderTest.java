package dev.rowhook.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.LogPosition;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkConditions;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.reader.Wants.SinkWants;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

@OnEverySourceVersion(slow = true)
class StreamAppenderTest {
    private static final int SINK = 1;
    private static final Wants INSERTS = wanting(Set.of(Action.INSERT));
    private static final Wants MESSAGES =
            wanting(Selection.of(Set.of(), Set.of()).withMessages("outbox.*"));
    private static final Wants NOTHING = new Wants(1, List.of(), Set.of());

    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTransactionThatWasHalfAppendedIsFinishedWhenItComesAgain() throws Exception {
        StreamAppender first = appender(INSERTS);
        begin(first);
        insert(first, 110, "a");
        insert(first, 120, "b");
        first.flush();
        LogPosition half = position();

        StreamAppender second = appender(INSERTS);
        begin(second);
        insert(second, 110, "a");
        insert(second, 120, "b");
        insert(second, 130, "c");
        commit(second);
        second.flush();

        assertThat(half.whole()).isFalse();
        assertThat(half.endLsn()).as("nothing of it may be confirmed").isEqualTo(Lsn.ZERO);
        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::commitIndex)
                .containsExactly(0L, 1L, 2L);
        assertThat(second.confirmable()).isEqualTo(new Lsn(150));
    }

    @Test
    void aRowThatCannotBeReadIsAppendedAsItIsAndStopsNothing() throws Exception {
        StreamAppender appender = appender(INSERTS);
        byte[] broken = {'I', 0, 0, 0x40, 0x10, 'N', 0, 9, 'x'};
        begin(appender);
        appender.accept(ByteBuffer.wrap(broken), new Lsn(110));
        insert(appender, 120, "b");
        commit(appender);
        appender.flush();

        assertThat(fixture.logged(SINK)).hasSize(2);
        assertThat(fixture.logged(SINK).getFirst().body()).isEqualTo(broken);
        assertThat(appender.confirmable()).isEqualTo(new Lsn(150));
    }

    @Test
    void aTransactionThatComesAgainWholeIsNotAppendedAgain() throws Exception {
        for (int time = 0; time < 2; time++) {
            StreamAppender appender = appender(INSERTS);
            begin(appender);
            insert(appender, 110, "a");
            commit(appender);
            appender.flush();
        }

        assertThat(fixture.logged(SINK)).hasSize(1);
    }

    @Test
    void soManyChangesAreOneAppend() throws Exception {
        StreamAppender appender = appender(INSERTS);
        begin(appender);
        for (int change = 1; change < 20_000; change++) {
            insert(appender, 100 + change, "a");
            assertThat(appender.isFull()).isFalse();
        }
        insert(appender, 20_100, "a");
        assertThat(appender.isFull()).isTrue();
        appender.flush();
        assertThat(appender.isFull()).isFalse();
    }

    @Test
    void soManyBytesAreOneAppend() throws Exception {
        StreamAppender appender = appender(INSERTS);
        String halfMebibyte = "a".repeat(1 << 19);
        begin(appender);
        for (int change = 1; change < 8; change++) {
            insert(appender, 100 + change, halfMebibyte);
            assertThat(appender.isFull()).isFalse();
        }
        insert(appender, 108, halfMebibyte);
        assertThat(appender.isFull()).isTrue();
    }

    @Test
    void whatNobodyWantedIsCountedToo() throws Exception {
        StreamAppender first = appender(INSERTS);
        begin(first);
        delete(first, 110);
        insert(first, 120, "a");
        first.flush();

        StreamAppender second = appender(INSERTS);
        begin(second);
        delete(second, 110);
        insert(second, 120, "a");
        insert(second, 130, "b");
        commit(second);
        second.flush();

        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::commitIndex)
                .containsExactly(1L, 2L);
    }

    @Test
    void theTablesOfATruncateCountOneByOne() throws Exception {
        Wants both = wanting(Set.of(Action.INSERT, Action.TRUNCATE));
        StreamAppender first = appender(both);
        begin(first);
        insert(first, 110, "a");
        truncate(first, 120, 16_400, 16_400);
        first.flush();

        StreamAppender second = appender(both);
        begin(second);
        insert(second, 110, "a");
        truncate(second, 120, 16_400, 16_400);
        insert(second, 130, "b");
        commit(second);
        second.flush();

        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::commitIndex)
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(fixture.logged(SINK).get(2).body()).isEqualTo(TruncateBody.of(16_400));
    }

    @Test
    void aTruncateThatNobodyAskedForIsCountedOnly() throws Exception {
        StreamAppender appender = appender(INSERTS);
        begin(appender);
        truncate(appender, 110, 16_400);
        insert(appender, 120, "a");
        commit(appender);
        appender.flush();

        assertThat(fixture.logged(SINK)).extracting(LoggedChange::commitIndex).containsExactly(1L);
    }

    @Test
    void messagesOfATransactionAreChangesOfIt() throws Exception {
        for (int time = 0; time < 2; time++) {
            StreamAppender appender = appender(MESSAGES);
            begin(appender);
            message(appender, 110, true, "other", "a");
            message(appender, 120, true, "outbox.1", "b");
            message(appender, 125, true, "rowhook:annotations.set", "{}");
            message(appender, 130, true, "outbox.2", "c");
            commit(appender);
            appender.flush();
        }

        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::commitIndex)
                .containsExactly(1L, 3L);
        assertThat(fixture.logged(SINK).getFirst().body())
                .isEqualTo(LogicalMessageBody.of("outbox.1", "b".getBytes(UTF_8)));
        assertThat(fixture.logged(SINK).getLast().annotations()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void aMessageOfNoTransactionIsOneByItself() throws Exception {
        for (int time = 0; time < 2; time++) {
            StreamAppender appender = appender(MESSAGES);
            message(appender, 90, false, "outbox.early", "a");
            begin(appender);
            message(appender, 110, true, "outbox.in", "b");
            commit(appender);
            message(appender, 150, false, "other", "c");
            message(appender, 160, false, "outbox.late", "d");
            message(appender, 170, false, "rowhook:else", "e");
            appender.flush();
        }

        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::commitLsn, LoggedChange::commitIndex)
                .containsExactly(tuple(90L, 0L), tuple(140L, 0L), tuple(160L, 0L));
        assertThat(position().endLsn()).isEqualTo(new Lsn(160));
    }

    @Test
    void aMessageThatNobodyWantedIsNotLookedAtAgainByLaterSettings() throws Exception {
        StreamAppender before = appender(NOTHING);
        message(before, 150, false, "outbox.1", "a");
        before.settle();

        StreamAppender after = appender(MESSAGES);
        message(after, 150, false, "outbox.1", "a");
        message(after, 160, false, "outbox.2", "b");
        after.flush();

        assertThat(fixture.logged(SINK)).extracting(LoggedChange::commitLsn).containsExactly(160L);
    }

    @Test
    void anotherTransactionAtTheSamePlaceIsRefused() throws Exception {
        StreamAppender first = appender(INSERTS);
        begin(first);
        insert(first, 110, "a");
        first.flush();

        StreamAppender second = appender(INSERTS);
        begin(second);

        assertThatThrownBy(() -> insert(second, 111, "x"))
                .isInstanceOfSatisfying(
                        SourceRefusedException.class,
                        e -> assertThat(e.condition().code()).isEqualTo("stream_diverged"));
    }

    @Test
    void whatNobodyWantedIsNotLookedAtAgainByLaterSettings() throws Exception {
        StreamAppender before = appender(NOTHING);
        begin(before);
        insert(before, 110, "a");
        commit(before);
        before.settle();

        StreamAppender after = appender(INSERTS);
        begin(after);
        insert(after, 110, "a");
        commit(after);
        after.flush();

        assertThat(fixture.logged(SINK)).isEmpty();
        assertThat(position().endLsn()).isEqualTo(new Lsn(150));
    }

    @Test
    void aTransactionThatIsFinishedByEditedSettingsIsLeftToTheWorkers() throws Exception {
        StreamAppender first = appender(INSERTS);
        begin(first);
        insert(first, 110, "a");
        first.flush();

        StreamAppender second = appender(edited());
        begin(second);
        insert(second, 110, "a");
        insert(second, 120, "b");
        commit(second);
        second.flush();
        assertThat(fixture.tags(SINK)).as("decided by the version in use, or not").isEqualTo("Ii");
        assertThat(fixture.logged(SINK))
                .extracting(LoggedChange::settingsVersion)
                .containsExactly(1L, 1L);

        second.apply(new Wants(2, edited().sinks(), Set.of()));
        begin(second, 240);
        insert(second, 210, "c");
        commit(second, 240);
        second.flush();
        assertThat(fixture.tags(SINK)).isEqualTo("IiI");
        assertThat(fixture.logged(SINK).getLast().settingsVersion()).isEqualTo(2);
    }

    /// The settings of version 1 in which the sink is what version 2 made of it.
    private static Wants edited() {
        SinkWants sink = INSERTS.sinks().getFirst();
        return new Wants(
                1, List.of(new SinkWants(sink.sink(), SINK, sink.selection(), 2)), Set.of());
    }

    private static Wants wanting(Set<Action> actions) {
        return wanting(Selection.of(Set.of(new TableName("public", "item")), actions));
    }

    private static Wants wanting(Selection selection) {
        return new Wants(1, List.of(new SinkWants(SinkId.create(), SINK, selection, 0)), Set.of());
    }

    private StreamAppender appender(Wants wants) {
        RelationDescriber describer = new RelationDescriber(fixture.connections("test"));
        FilterWatch watch = new FilterWatch(new SinkConditions(fixture.worker, fixture.lease));
        ChangeLogWriter writer = fixture.log.newWriter();
        StreamPages pages = new StreamPages(fixture.pages, writer.relations());
        return new StreamAppender(writer, describer, watch, pages, 1 << 20, wants);
    }

    private LogPosition position() {
        return new LogPositions(fixture.worker).read(fixture.lease);
    }

    /// Of the transaction that commits at 140, with the description of its table.
    private static void begin(StreamAppender appender) throws Exception {
        begin(appender, 140);
    }

    private static void begin(StreamAppender appender, long commit) throws Exception {
        appender.accept(message('B').putLong(commit).putLong(0).putInt(7).flip(), new Lsn(commit));
        ByteBuffer relation = message('R').putInt(16_400);
        relation.put("public\0item\0".getBytes(UTF_8)).put((byte) 'd').putShort((short) 1);
        relation.put((byte) 1).put("id\0".getBytes(UTF_8)).putInt(25).putInt(-1);
        appender.accept(relation.flip(), Lsn.ZERO);
    }

    private static void insert(StreamAppender appender, long lsn, String id) throws Exception {
        appender.accept(row('I', 'N', id), new Lsn(lsn));
    }

    private static void delete(StreamAppender appender, long lsn) throws Exception {
        appender.accept(row('D', 'K', "gone"), new Lsn(lsn));
    }

    private static void truncate(StreamAppender appender, long lsn, int... tables)
            throws Exception {
        ByteBuffer message = message('T').putInt(tables.length).put((byte) 0);
        for (int table : tables) {
            message.putInt(table);
        }
        appender.accept(message.flip(), new Lsn(lsn));
    }

    private static void message(
            StreamAppender appender, long lsn, boolean transactional, String prefix, String text)
            throws Exception {
        ByteBuffer message = message('M').put((byte) (transactional ? 1 : 0)).putLong(lsn);
        message.put(prefix.getBytes(UTF_8)).put((byte) 0);
        message.putInt(text.length()).put(text.getBytes(UTF_8));
        appender.accept(message.flip(), new Lsn(lsn));
    }

    private static void commit(StreamAppender appender) throws Exception {
        commit(appender, 140);
    }

    private static void commit(StreamAppender appender, long commit) throws Exception {
        appender.accept(
                message('C').put((byte) 0).putLong(commit).putLong(commit + 10).putLong(0).flip(),
                new Lsn(commit));
    }

    private static ByteBuffer row(char kind, char tuple, String id) {
        ByteBuffer row =
                ByteBuffer.allocate(20 + id.length())
                        .put((byte) kind)
                        .putInt(16_400)
                        .put((byte) tuple)
                        .putShort((short) 1);
        return row.put((byte) 't').putInt(id.length()).put(id.getBytes(UTF_8)).flip();
    }

    private static ByteBuffer message(char code) {
        return ByteBuffer.allocate(200).put((byte) code);
    }
}
