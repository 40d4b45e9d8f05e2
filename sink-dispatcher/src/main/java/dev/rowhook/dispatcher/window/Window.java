package dev.rowhook.dispatcher.window;

import dev.rowhook.dispatcher.window.Entry.State;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// The messages that a sink is about to send, bounded, in the order of their groups.
///
/// Of a group only a first stretch is in flight, in one batch; a message of two groups waits until
/// it is the first in both. A message that failed alone, and what follows it in its groups, is
/// handed out to be recorded ([#takeFailures]); it counts as done once it [is][#recorded]. The
/// [#progress] says up to where all is done, whether wanted or not.
///
/// No I/O, no clock, not thread-safe: its owner has the lock.
public final class Window {
    private final WindowLimits limits;
    private final LongSupplier share;
    private final Map<Long, Group> groups = new HashMap<>();
    private final Deque<Entry> order = new ArrayDeque<>();
    private final Turns ready = new Turns();
    private final FailedEntries failed = new FailedEntries();

    /// What was done before this window was made and is still to come by.
    private final NavigableSet<Long> doneAhead;

    private long seen;
    private int open;
    private int waiting;
    private long openBytes;

    /// @param share the bytes that it may hold now, of which it uses no more than its limits say
    /// @param mark everything up to here is done
    /// @param doneBeyond and these beyond it
    public Window(WindowLimits limits, LongSupplier share, long mark, Collection<Long> doneBeyond) {
        this.limits = limits;
        this.share = share;
        this.seen = mark;
        this.doneAhead = new TreeSet<>(doneBeyond);
    }

    /// Whether a message that is still to come was done before this window was made.
    public boolean isDoneAhead(long seq) {
        return doneAhead.contains(seq);
    }

    /// Whether a message may be admitted now. An empty window takes any.
    public boolean hasRoomFor(Message message) {
        if (open == 0) {
            return hasSpan();
        }
        return hasSpan()
                && open < limits.messages()
                && openBytes + message.bytes() <= maxBytes()
                && size(message.groupA()) < limits.messagesOfGroup()
                && size(message.groupB()) < limits.messagesOfGroup();
    }

    /// Whether one more message, even a done one, may be noted.
    public boolean hasSpan() {
        return order.size() < limits.span();
    }

    /// Whether so much room is free that filling it is worth the while.
    public boolean isRoomy() {
        return hasSpan() && open <= limits.messages() / 4 * 3 && openBytes <= maxBytes() / 4 * 3;
    }

    private long maxBytes() {
        return Math.min(limits.bytes(), share.getAsLong());
    }

    /// Takes in a message that comes after all others.
    public void admit(Message message) {
        Entry entry = append(new Entry(message));
        entry.linkA = group(message.groupA()).append(entry);
        if (message.hasTwoGroups()) {
            entry.linkB = group(message.groupB()).append(entry);
        }
        open++;
        waiting++;
        openBytes += message.bytes();
        queueIfReady(entry);
    }

    /// Notes a message that goes to the table instead of its groups; it is done once
    /// [recorded][#recorded].
    public Entry park(Message message) {
        Entry entry = append(new Entry(message));
        entry.state = State.RECORDING;
        return entry;
    }

    /// Parked messages were not recorded and never will be: they are not done.
    public void notParked(Collection<Entry> entries) {
        entries.forEach(entry -> entry.state = State.WAITING);
    }

    /// Notes a message that was done before this window was made.
    public void skip(long seq) {
        append(Entry.done(seq));
        trim();
    }

    /// Nothing up to `seq` is still to come.
    public void seen(long seq) {
        seen = Math.max(seen, seq);
        forgetDoneAhead();
    }

    /// Up to here all is done.
    public long mark() {
        return order.isEmpty() ? seen : order.getFirst().seq() - 1;
    }

    /// Whether messages of the group are here and not done.
    public boolean holds(long group) {
        return groups.containsKey(group);
    }

    /// Whether nothing is here that is not done, parked messages included.
    public boolean isEmpty() {
        return order.isEmpty();
    }

    /// How many messages could be taken by a sender each, roughly.
    public int ready() {
        return ready.size();
    }

    /// How many messages are not in flight, whether or not their turn has come.
    public int waiting() {
        return waiting;
    }

    /// The next messages to send together: groups by turns, then more of the same groups. Empty if
    /// none is ready.
    public Optional<Batch> take(int maxMessages, long maxBytes) {
        Batch batch = new Batch();
        List<Entry> taken = new ArrayList<>(Math.min(maxMessages, ready.size() + 1));
        ready.nextBatch();
        long bytes = 0;
        while (taken.size() < maxMessages) {
            Entry entry = ready.first();
            if (entry == null) {
                break;
            }
            if (isReady(entry)) {
                bytes += entry.message().bytes();
                if (!taken.isEmpty() && bytes > maxBytes) {
                    break;
                }
                fly(entry, batch, taken);
            }
            ready.removeFirst();
            entry.queued = false;
        }
        // The list grows while it is walked: the followers of followers are in it too.
        for (int i = 0; i < taken.size() && taken.size() < maxMessages && bytes <= maxBytes; i++) {
            Entry entry = taken.get(i);
            bytes += takeFollower(next(entry.linkA, entry), batch, taken, maxBytes - bytes);
            if (taken.size() < maxMessages) {
                bytes += takeFollower(next(entry.linkB, entry), batch, taken, maxBytes - bytes);
            }
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        taken.sort(Comparator.comparingLong(Entry::seq));
        batch.seal(taken);
        return Optional.of(batch);
    }

    /// These of a batch are still to be sent with it: no message before them in their groups has
    /// failed.
    public List<Entry> stillFlying(Batch batch, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.state == State.FLYING && entry.batch == batch)
                .toList();
    }

    /// The endpoint has them.
    public void accepted(List<Entry> entries) {
        entries.forEach(this::finish);
        trim();
    }

    /// They were not sent, or nobody is to blame: they wait for their turn again.
    public void returned(List<Entry> entries) {
        entries.forEach(this::ground);
        entries.forEach(this::queueIfReady);
    }

    /// It was sent alone and failed. What follows it in its groups is not sent any more.
    public void failed(Entry entry) {
        entry.state = State.FAILED;
        entry.batch = null;
        failed.add(entry);
        for (Entry follower : failed.behind(entry)) {
            if (follower.state == State.FLYING) {
                ground(follower);
            }
        }
    }

    /// It was sent alone, and what follows it in its groups need not wait for it once its row is
    /// written.
    public void passedOver(Entry entry) {
        entry.state = State.FAILED;
        entry.batch = null;
        failed.addPassed(entry);
    }

    /// Whether messages have failed whose rows are still to be written.
    public boolean hasFailures() {
        return !failed.isEmpty();
    }

    /// Failed messages and all that follow them in their groups, and those that were passed over,
    /// in order of seq, to be recorded together.
    ///
    /// After that a group is here or in the table, never in both: a failure whose followers still
    /// wait for others in flight is left for later.
    public List<Entry> takeFailures() {
        List<Entry> run = failed.take();
        for (Entry entry : run) {
            if (entry.state == State.WAITING) {
                waiting--;
            }
            entry.state = State.RECORDING;
        }
        return run;
    }

    /// Their rows could not be written: they are failures and followers again.
    public void notRecorded(List<Entry> run) {
        for (Entry entry : run) {
            if (entry.passed) {
                entry.passed = false;
                passedOver(entry);
                continue;
            }
            boolean alone = entry.isHead();
            entry.state = alone ? State.FAILED : State.WAITING;
            if (alone) {
                failed.add(entry);
            } else {
                waiting++;
            }
        }
    }

    /// Their rows are written, together with a [progress][#progress] that counts them as done.
    public void recorded(Collection<Entry> entries) {
        entries.forEach(this::finish);
        trim();
    }

    /// How far it is, with what is being recorded counted as done if `recording` says so.
    public Progress progress(boolean recording) {
        long mark = seen;
        long[] beyond = new long[order.size() + doneAhead.size()];
        int count = 0;
        boolean passed = false;
        for (Entry entry : order) {
            boolean done =
                    entry.state == State.DONE || (recording && entry.state == State.RECORDING);
            if (!done && !passed) {
                mark = entry.seq() - 1;
                passed = true;
            } else if (done && passed) {
                beyond[count++] = entry.seq();
            }
        }
        for (long seq : doneAhead) {
            beyond[count++] = seq;
        }
        return new Progress(mark, Arrays.copyOf(beyond, count));
    }

    private Entry append(Entry entry) {
        if (entry.seq() <= seen) {
            throw new IllegalArgumentException("%s comes after %d".formatted(entry, seen));
        }
        seen = entry.seq();
        forgetDoneAhead();
        order.addLast(entry);
        return entry;
    }

    /// Takes an entry whose turn comes with this batch, and returns its bytes.
    private long takeFollower(Entry entry, Batch batch, List<Entry> taken, long room) {
        if (!follows(entry, batch) || entry.message().bytes() > room) {
            return 0;
        }
        fly(entry, batch, taken);
        return entry.message().bytes();
    }

    private void forgetDoneAhead() {
        if (!doneAhead.isEmpty()) {
            doneAhead.headSet(seen, true).clear();
        }
    }

    private void fly(Entry entry, Batch batch, List<Entry> taken) {
        entry.state = State.FLYING;
        entry.batch = batch;
        waiting--;
        taken.add(entry);
    }

    private void ground(Entry entry) {
        entry.state = State.WAITING;
        entry.batch = null;
        waiting++;
    }

    private void finish(Entry entry) {
        boolean grouped = entry.linkA != null;
        if (grouped) {
            open--;
            openBytes -= entry.message().bytes();
        }
        Entry nextA = unlink(entry.linkA, entry);
        Entry nextB = unlink(entry.linkB, entry);
        entry.finish();
        queueIfReady(nextA);
        queueIfReady(nextB);
    }

    private Entry unlink(@Nullable Link link, Entry self) {
        if (link == null) {
            return self;
        }
        Link next = link.next;
        link.group.remove(link);
        if (link.group.isEmpty()) {
            groups.remove(link.group.hash);
        }
        return next == null ? self : next.entry;
    }

    private void trim() {
        while (!order.isEmpty() && order.getFirst().state == State.DONE) {
            order.removeFirst();
        }
    }

    private void queueIfReady(Entry entry) {
        if (!entry.queued && isReady(entry)) {
            entry.queued = true;
            ready.add(entry);
        }
    }

    private static boolean isReady(Entry entry) {
        return entry.state == State.WAITING && entry.isHead();
    }

    /// Whether all that stands before it in its groups is in the batch.
    private static boolean follows(Entry entry, Batch batch) {
        return entry.state == State.WAITING
                && precededBy(entry.linkA, batch)
                && precededBy(entry.linkB, batch);
    }

    private static boolean precededBy(@Nullable Link link, Batch batch) {
        return link == null || link.previous == null || link.previous.entry.batch == batch;
    }

    /// The entry behind a link, or else the entry itself.
    private static Entry next(@Nullable Link link, Entry self) {
        return link == null || link.next == null ? self : link.next.entry;
    }

    private Group group(long hash) {
        return groups.computeIfAbsent(hash, Group::new);
    }

    private int size(long hash) {
        Group group = groups.get(hash);
        return group == null ? 0 : group.size();
    }
}
