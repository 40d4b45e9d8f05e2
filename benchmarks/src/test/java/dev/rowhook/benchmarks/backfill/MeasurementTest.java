package dev.rowhook.benchmarks.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.benchmarks.load.Committed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

final class MeasurementTest {
    private static final BackfillsOptions OPTIONS =
            new BackfillsOptions(5_000, 100, "256m", 10, 10, 100);

    @TempDir private Path directory;

    @Test
    void liveChangesGoOnUntilTheBackfillIsCompletedAndAllRowsArrive() throws Exception {
        try (Stage stage = new Stage(OPTIONS, directory)) {
            Figures figures = new Measurement(OPTIONS, stage).backfillBesideLive("both");
            long live = figures.live().map(Committed::rows).orElse(0L);
            assertThat(live).isPositive();
            assertThat(figures.expected()).isEqualTo(5_000 + live);
            assertThat(figures.missing()).isZero();
            assertThat(figures.backfill().orElseThrow().sent()).isGreaterThanOrEqualTo(5_000);
            assertThat(figures.received().ages().p50()).isPositive();
            assertThat(FiguresTable.of(List.of(figures))).contains("| both ");
        }
    }

    @Test
    void optionsThatMakeNoSenseAreToldFromOthers() {
        assertThat(OPTIONS.makeSense()).isTrue();
        assertThat(new BackfillsOptions(0, 100, "256m", 10, 10, 100).makeSense()).isFalse();
        assertThat(new BackfillsOptions(1, 100, "256m", 10, 10, 8).makeSense()).isFalse();
        assertThat(new BackfillsOptions(1, 4_000_000, "1g", 10, 10, 100).makeSense()).isFalse();
    }
}
