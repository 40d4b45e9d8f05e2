package dev.rowhook.dispatcher.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.dispatcher.window.WindowModel.Status;
import dev.rowhook.dispatcher.window.WindowModel.Tracked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// Random steps on a window and on a model of it, which must agree.
class WindowModelTest {
    private static final int STEPS = 1_000;

    static List<Long> seeds() {
        Random random = new Random();
        List<Long> seeds = new ArrayList<>(List.of(1L, 2L, 3L));
        random.longs(17).forEach(seeds::add);
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithItsModel(long seed) {
        new Run(seed).walk();
    }

    @Test
    void anEmptyWindowTakesAMessageLargerThanItself() {
        Window window =
                new Window(new WindowLimits(10, 1, 10, 10), () -> Long.MAX_VALUE, 0, List.of());
        assertThat(window.hasRoomFor(Messages.of(1, 1))).isTrue();
    }

    private static final class Run {
        private final Random random;
        private final int groups;
        private final Window window =
                new Window(
                        new WindowLimits(60, 1 << 20, 20, 200), () -> Long.MAX_VALUE, 0, List.of());
        private final WindowModel model = new WindowModel();
        private final Map<Batch, List<Entry>> flying = new HashMap<>();
        private List<Entry> recording = List.of();
        private int batches;
        private long seq;

        Run(long seed) {
            random = new Random(seed);
            groups = 1 + random.nextInt(25);
        }

        void walk() {
            for (int i = 0; i < STEPS; i++) {
                step();
                model.checkProgress(window.progress(false), false);
                model.checkProgress(window.progress(true), true);
                assertThat(window.waiting()).isEqualTo((int) model.waiting());
                assertThat(window.mark()).isEqualTo(window.progress(false).mark());
            }
            drain();
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> admit();
                case 4, 5 -> take(1 + random.nextInt(8));
                case 6, 7 -> finishBatch();
                case 8 -> takeFailures();
                default -> record();
            }
        }

        private void admit() {
            seq += 1 + random.nextInt(3);
            boolean two = random.nextInt(5) == 0;
            long group = random.nextInt(groups);
            long other = two ? random.nextInt(groups) : group;
            Message message =
                    random.nextBoolean()
                            ? Messages.of(seq, group, other)
                            : Messages.read(seq, group, other);
            // A group that is being recorded is not admitted: whoever records holds that off.
            boolean blocked =
                    recording.stream()
                            .map(model::tracked)
                            .anyMatch(tracked -> tracked.sharesGroup(new Tracked(message)));
            if (!blocked && window.hasRoomFor(message)) {
                window.admit(message);
                model.admit(message);
            } else {
                window.seen(seq);
                model.seen = seq;
            }
        }

        private void take(int max) {
            Optional<Batch> batch = window.take(max, 1 << 20);
            batch.ifPresent(taken -> {
                model.checkTaken(++batches, taken.entries());
                flying.put(taken, taken.entries());
            });
        }

        private void finishBatch() {
            if (flying.isEmpty()) {
                return;
            }
            Batch batch = flying.keySet().iterator().next();
            List<Entry> entries = batch.entries();
            flying.remove(batch);
            switch (random.nextInt(3)) {
                case 0 -> accept(entries);
                case 1 -> {
                    window.returned(entries);
                    entries.forEach(entry -> model.tracked(entry).status = Status.WAITING);
                }
                default -> oneByOne(batch, entries);
            }
        }

        private void oneByOne(Batch batch, List<Entry> entries) {
            for (Entry entry : entries) {
                boolean still = model.tracked(entry).status == Status.FLYING;
                assertThat(window.stillFlying(batch, List.of(entry))).hasSize(still ? 1 : 0);
                if (still && random.nextBoolean()) {
                    accept(List.of(entry));
                } else if (still && random.nextInt(3) == 0) {
                    passOver(entry);
                } else if (still) {
                    fail(entry);
                }
            }
        }

        private void accept(List<Entry> entries) {
            entries.forEach(entry -> model.tracked(entry).status = Status.DONE);
            window.accepted(entries);
        }

        private void fail(Entry entry) {
            window.failed(entry);
            for (long behind : model.behind(entry.seq())) {
                Tracked tracked = model.tracked(behind);
                if (tracked.status == Status.FLYING) {
                    tracked.status = Status.WAITING;
                }
            }
            model.tracked(entry).status = Status.FAILED;
        }

        private void passOver(Entry entry) {
            window.passedOver(entry);
            model.tracked(entry).status = Status.FAILED;
            model.tracked(entry).passed = true;
        }

        private void takeFailures() {
            if (!recording.isEmpty()) {
                return;
            }
            TreeSet<Long> waiting = new TreeSet<>();
            for (Tracked tracked : model.all.values()) {
                if (tracked.status == Status.FAILED && tracked.passed) {
                    waiting.add(tracked.message.seq());
                } else if (tracked.status == Status.FAILED) {
                    waiting.addAll(model.behind(tracked.message.seq()));
                }
            }
            recording = window.takeFailures();
            recording.forEach(entry -> model.tracked(entry).status = Status.RECORDING);
            assertThat(waiting).containsAll(recording.stream().map(Entry::seq).toList());
            model.checkApart();
        }

        private void record() {
            if (random.nextInt(4) == 0) {
                window.notRecorded(recording);
                for (Entry entry : recording) {
                    boolean failed =
                            model.tracked(entry).passed
                                    || model.all.headMap(entry.seq()).values().stream()
                                            .noneMatch(earlier ->
                                                    earlier.status != Status.DONE
                                                            && earlier.sharesGroup(
                                                                    model.tracked(entry)));
                    model.tracked(entry).status = failed ? Status.FAILED : Status.WAITING;
                }
            } else {
                recording.forEach(entry -> model.tracked(entry).status = Status.DONE);
                window.recorded(recording);
            }
            recording = List.of();
        }

        /// Whatever happened, all can be sent in the end.
        private void drain() {
            record();
            for (int i = 0; i < 10_000 && !window.isEmpty(); i++) {
                take(1 + random.nextInt(4));
                List.copyOf(flying.values()).forEach(this::accept);
                flying.clear();
                takeFailures();
                recording.forEach(entry -> model.tracked(entry).status = Status.DONE);
                window.recorded(recording);
                recording = List.of();
            }
            assertThat(window.isEmpty()).isTrue();
            assertThat(window.progress(false)).extracting(Progress::mark).isEqualTo(model.seen);
        }
    }
}
