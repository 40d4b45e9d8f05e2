package dev.rowhook.dispatcher.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a window must say, found by looking at every message that was ever admitted.
final class WindowModel {

    enum Status {
        WAITING,
        FLYING,
        FAILED,
        RECORDING,
        DONE
    }

    static final class Tracked {
        final Message message;
        Status status = Status.WAITING;
        int batch;

        /// It failed, and nothing waits for it.
        boolean passed;

        Tracked(Message message) {
            this.message = message;
        }

        boolean sharesGroup(Tracked other) {
            Set<Long> groups = Set.of(message.groupA());
            Set<Long> all = new TreeSet<>(groups);
            all.add(message.groupB());
            return all.contains(other.message.groupA()) || all.contains(other.message.groupB());
        }
    }

    final TreeMap<Long, Tracked> all = new TreeMap<>();
    long seen;

    void admit(Message message) {
        all.put(message.seq(), new Tracked(message));
        seen = message.seq();
    }

    void checkTaken(int batch, List<Entry> entries) {
        for (Entry entry : entries) {
            Tracked taken = tracked(entry);
            assertThat(taken.status).as("status of %s", entry).isEqualTo(Status.WAITING);
            taken.status = Status.FLYING;
            taken.batch = batch;
        }
        for (Entry entry : entries) {
            Tracked taken = tracked(entry);
            for (Tracked earlier : all.headMap(entry.seq()).values()) {
                if (earlier.status != Status.DONE && earlier.sharesGroup(taken)) {
                    assertThat(earlier.status)
                            .as("what stands before %s", entry)
                            .isEqualTo(Status.FLYING);
                    assertThat(earlier.batch).as("what stands before %s", entry).isEqualTo(batch);
                }
            }
        }
        assertThat(entries).extracting(Entry::seq).isSorted();
    }

    Tracked tracked(Entry entry) {
        return tracked(entry.seq());
    }

    Tracked tracked(long seq) {
        return Objects.requireNonNull(all.get(seq));
    }

    /// All that must wait for `failed`, itself included.
    NavigableSet<Long> behind(long failed) {
        NavigableSet<Long> behind = new TreeSet<>(Set.of(failed));
        for (Tracked later : all.tailMap(failed, false).values()) {
            boolean waits =
                    later.status != Status.DONE
                            && behind.headSet(later.message.seq()).stream()
                                    .anyMatch(seq -> tracked(seq).sharesGroup(later));
            if (waits) {
                behind.add(later.message.seq());
            }
        }
        return behind;
    }

    void checkProgress(Progress progress, boolean recording) {
        long mark = seen;
        List<Long> beyond = new ArrayList<>();
        boolean passed = false;
        for (Tracked one : all.values()) {
            boolean done =
                    one.status == Status.DONE || (recording && one.status == Status.RECORDING);
            if (!done && !passed) {
                mark = one.message.seq() - 1;
                passed = true;
            } else if (done && passed) {
                beyond.add(one.message.seq());
            }
        }
        assertThat(progress.mark()).isEqualTo(mark);
        assertThat(progress.doneBeyond())
                .containsExactly(beyond.stream().mapToLong(Long::longValue).toArray());
    }

    long waiting() {
        return all.values().stream().filter(one -> one.status == Status.WAITING).count();
    }

    /// After failures were handed out, a group is either being recorded or still here.
    void checkApart() {
        for (Tracked recording : all.values()) {
            for (Tracked other : all.values()) {
                boolean here = other.status != Status.DONE && other.status != Status.RECORDING;
                if (recording.status == Status.RECORDING && !recording.passed && here) {
                    assertThat(recording.sharesGroup(other))
                            .as("%s is recorded, %s is not", recording.message, other.message)
                            .isFalse();
                }
            }
        }
    }
}
