package dev.rowhook.reader.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.Lsn;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class TimelineChangeTest {
    private static final String HISTORY =
            """
            # switches
            1\t0/3000148\tno recovery target specified

            2\t1A/FF000060\tbefore 2026-11-21 03:00:00+00
            """;

    @Test
    void aHistoryKnowsWhereEachTimelineWasLeft() {
        TimelineHistory history = TimelineHistory.parse(HISTORY);
        assertThat(history.leftAt(1)).contains(new Lsn(0x3000148L));
        assertThat(history.leftAt(2)).contains(new Lsn(0x1A_FF000060L));
        assertThat(history.leftAt(3)).isEmpty();
        for (int length = 0; length < HISTORY.length(); length++) {
            TimelineHistory.parse(HISTORY.substring(0, length));
        }
    }

    @Test
    void whatTheLogHasBeyondTheSwitchIsToldAsLost() {
        assertThat(message(Optional.of(new Lsn(0x100)), new Lsn(0x200)))
                .contains("left timeline 1 at 0/100", "from 0/100 to 0/200", "lost at the source")
                .contains("wrote after 0/100 is not known");
    }

    @Test
    void whatTheLogLacksUpToTheSwitchIsToldAsUnknown() {
        assertThat(message(Optional.of(new Lsn(0x200)), new Lsn(0x100)))
                .contains("left timeline 1 at 0/200", "wrote after 0/100 is not known")
                .doesNotContain("lost");
    }

    @Test
    void aSwitchThatTheSourceDoesNotKnowIsToldAsSuch() {
        assertThat(message(Optional.empty(), new Lsn(0x100)))
                .contains("timeline 2", "on 1 up to 0/100", "does not say");
    }

    private static String message(Optional<Lsn> left, Lsn logEnd) {
        SourceCondition condition = new TimelineChange(2, 1, left, logEnd).condition();
        assertThat(condition.code()).isEqualTo("timeline_changed");
        return condition.message();
    }
}
