package dev.rowhook.benchmarks.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessStatTest {
    @Test
    void theNameOfAProgramMayHoldAnything() {
        ProcessStat stat =
                ProcessStat.parse(
                        "4711 (a) b (c d) S 17 4711 4711 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 1 0 5 6 7");
        assertThat(stat).isEqualTo(new ProcessStat(4711, 17, 127));
    }

    @Test
    void ofAProcessThatIsGoneThereIsNothing() {
        assertThat(ProcessStat.read(Long.MAX_VALUE)).isEmpty();
    }
}
