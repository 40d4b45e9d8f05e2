package dev.rowhook.benchmarks.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ProcFilesTest {
    @Test
    void kilobytesAreBytes() {
        ProcFile file = new ProcFile(List.of("Name:\tjava", "VmHWM:\t   8123 kB", "Threads:\t7"));
        assertThat(file.number("VmHWM")).hasValue(8123 << 10);
        assertThat(file.number("Threads")).hasValue(7);
        assertThat(file.text("Name")).contains("java");
        assertThat(file.number("Missing")).isEmpty();
    }

    @Test
    void aFileThatIsGoneHasNoLines() {
        assertThat(ProcFile.read("/proc/none/status").text("Name")).isEmpty();
    }

    @Test
    void waitingIsNoWork() {
        assertThat(
                        MachineCpu.parse(
                                List.of(
                                        "cpu  100 20 30 99999 8888 1 2 3 50 0",
                                        "cpu0 100 20 30 99999 8888 1 2 3 50 0")))
                .isEqualTo(1.56);
    }

    @Test
    void theHeapIsReadFromThePausesOfEveryCollector() {
        assertThat(
                        GcLog.parse(
                                List.of(
                                        "[0.015s] Using G1",
                                        "[1.2s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 23M->5M(256M) 3.1ms",
                                        "[1.4s] GC(1) Concurrent Mark Cycle",
                                        "[1.5s] GC(1) Pause Remark 30M->28M(256M) 2.0ms",
                                        "[2.0s] GC(2) Pause Full (System.gc()) 1024K->512K(1G) 9ms")))
                .containsExactly(
                        new GcLog.Collection(23 << 20, 5 << 20),
                        new GcLog.Collection(30 << 20, 28 << 20),
                        new GcLog.Collection(1 << 20, 1 << 19));
    }
}
