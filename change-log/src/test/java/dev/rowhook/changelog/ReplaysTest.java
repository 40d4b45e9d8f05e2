package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.Replays.Stretch;

import org.junit.jupiter.api.Test;

import java.util.List;

class ReplaysTest {

    @Test
    void withoutAReplayNothingIsSentAgain() {
        assertThat(Replays.NONE.run()).isZero();
        assertThat(Replays.NONE.runOf(1)).isZero();
        assertThat(Replays.of(0, List.of())).isSameAs(Replays.NONE);
    }

    @Test
    void onlyWhatWasThereIsSentAgain() {
        Replays replays = Replays.of(1, List.of(new Stretch(1, 10, 20, true)));

        assertThat(replays.runOf(9)).isZero();
        assertThat(replays.runOf(10)).isEqualTo(1);
        assertThat(replays.idRunOf(20)).isEqualTo(1);
        assertThat(replays.runOf(21)).isZero();
        assertThat(replays.idRunOf(21)).isZero();
    }

    @Test
    void whatALaterReplayLeavesAloneIsOfTheEarlierOne() {
        Replays replays =
                Replays.of(
                        3,
                        List.of(
                                new Stretch(1, 10, 40, true),
                                new Stretch(2, 30, 50, true),
                                new Stretch(3, 20, 60, false)));

        assertThat(replays.run()).isEqualTo(3);
        assertThat(replays.idRunOf(15)).isEqualTo(1);
        assertThat(replays.runOf(15)).isEqualTo(1);
        assertThat(replays.runOf(35)).isEqualTo(3);
        assertThat(replays.idRunOf(35)).as("the same ids are asked for last").isZero();
    }
}
