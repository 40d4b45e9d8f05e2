package dev.rowhook.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PageSizeTest {
    private static final Duration AIM = Duration.ofMillis(500);
    private static final long BYTES = 8_000_000;

    @Test
    void pagesGrowUntilTheyTakeTheirTime() {
        PageSize size = PageSize.rows(0);

        for (int page = 0; page < 10; page++) {
            size = size.after(Duration.ofNanos(size.units() * 50_000L), AIM, 1, BYTES);
        }

        assertThat(size.units()).isEqualTo(10_000);
    }

    @Test
    void aPageIsAtMostTwiceTheOneBefore() {
        assertThat(PageSize.rows(0).after(Duration.ofMillis(1), AIM, 1, BYTES).units())
                .isEqualTo(2_000);
    }

    @Test
    void slowPagesShrinkAtOnce() {
        assertThat(PageSize.rows(20_000).after(Duration.ofSeconds(50), AIM, 1, BYTES).units())
                .isEqualTo(200);
    }

    @Test
    void rowsOfManyBytesMakeSmallPages() {
        assertThat(PageSize.rows(0).after(Duration.ofMillis(1), AIM, 80_000_000, BYTES).units())
                .isEqualTo(100);
    }

    @Test
    void thereAreBounds() {
        assertThat(PageSize.rows(40_000).after(Duration.ZERO, AIM, 0, BYTES).units())
                .isEqualTo(40_000);
        assertThat(PageSize.rows(12).halved().units()).isEqualTo(10);
        assertThat(PageSize.blocks(1).halved().units()).isEqualTo(1);
        assertThat(PageSize.rows(1_000_000).units()).isEqualTo(40_000);
        assertThat(PageSize.rows(0).atMost(3).units()).isEqualTo(3);
    }
}
