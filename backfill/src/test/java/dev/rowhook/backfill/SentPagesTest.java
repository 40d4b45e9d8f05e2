package dev.rowhook.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentPagesTest {
    private static final SentPages NONE = SentPages.of();

    @Test
    void theMarkTellsWhatIsSent() {
        SentPages pages = NONE.with(100, 10, 0).with(250, 30, 0);

        assertThat(pages.sent(99)).isZero();
        assertThat(pages.sent(100)).isEqualTo(10);
        assertThat(pages.sent(249)).isEqualTo(10);
        assertThat(pages.sent(250)).isEqualTo(30);
    }

    @Test
    void ofPagesThatAreSentTheLastIsKept() {
        SentPages pages = NONE.with(10, 1, 0).with(20, 2, 0).with(30, 3, 0).with(40, 4, 25);

        assertThat(pages.stored()).containsExactly(20L, 2L, 30L, 3L, 40L, 4L);
        assertThat(SentPages.of(pages.stored())).isEqualTo(pages);
    }

    @Test
    void thereAreNeverTooMany() {
        SentPages pages = NONE;
        for (int page = 1; page <= 10_000; page++) {
            pages = pages.with(page * 10L, page, 0);
        }

        assertThat(pages.pages()).hasSizeLessThanOrEqualTo(64);
        assertThat(pages.sent(100_000)).isEqualTo(10_000);
    }

    @Test
    void whoeverHasEnoughUnsentWaitsForThePageThatChangesIt() {
        SentPages pages = NONE.with(10, 5, 0).with(20, 10, 0).with(30, 15, 0);

        assertThat(pages.awaited(16, 0)).isZero();
        assertThat(pages.awaited(11, 0)).isEqualTo(10);
        assertThat(pages.awaited(10, 0)).isEqualTo(20);
        assertThat(pages.awaited(10, 20)).isZero();
        assertThat(pages.awaited(1, 0)).isEqualTo(30);
        assertThat(NONE.awaited(1, 0)).isZero();
    }
}
