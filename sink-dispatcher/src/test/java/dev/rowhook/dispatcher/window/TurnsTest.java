package dev.rowhook.dispatcher.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TurnsTest {
    private final Window window =
            new Window(WindowLimits.DEFAULT, () -> Long.MAX_VALUE, 0, List.of());

    @Test
    void aChangeGoesBeforeReadsThatCameEarlier() {
        window.admit(Messages.read(1, 1));
        window.admit(Messages.read(2, 2));
        window.admit(Messages.of(3, 3));
        assertThat(take(1)).containsExactly(3L);
        assertThat(take(2)).containsExactly(1L, 2L);
    }

    @Test
    void aChangeWaitsForAReadOfItsOwnGroup() {
        window.admit(Messages.read(1, 1));
        window.admit(Messages.of(2, 1));
        assertThat(take(1)).containsExactly(1L);
        assertThat(take(1)).isEmpty();
    }

    @Test
    void readsGoOnHoweverManyChangesCome() {
        for (int seq = 1; seq <= 10; seq++) {
            window.admit(Messages.read(seq, seq));
        }
        for (int seq = 11; seq <= 100; seq++) {
            window.admit(Messages.of(seq, seq));
        }
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            sent.addAll(take(1));
        }
        assertThat(sent).filteredOn(seq -> seq <= 10).hasSize(10);
    }

    private List<Long> take(int messages) {
        return window.take(messages, 1 << 20).stream()
                .flatMap(batch -> batch.entries().stream())
                .map(Entry::seq)
                .toList();
    }
}
