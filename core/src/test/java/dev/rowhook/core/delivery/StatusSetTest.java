package dev.rowhook.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class StatusSetTest {

    @ParameterizedTest
    @CsvSource({
        "404,      404, 404",
        "100-999,  100, 999",
        "500-500,  500, 500",
        ">400,     401, 999",
        ">998,     999, 999",
        "<300,     100, 299",
        "<101,     100, 100",
    })
    void anEntryNamesARange(String entry, int first, int last) {
        StatusSet set = StatusSet.parse(List.of(entry));

        assertThat(IntStream.range(0, 1100).filter(set::contains).boxed())
                .containsExactlyElementsOf(IntStream.rangeClosed(first, last).boxed().toList());
    }

    @Test
    void anEntryWithAnExclamationMarkTakesAwayWhereverItStands() {
        StatusSet before = StatusSet.parse(List.of("!503", "500-599", "404"));
        StatusSet after = StatusSet.parse(List.of("404", "500-599", "!503"));

        assertThat(before).isEqualTo(after).hasSameHashCodeAs(after);
        assertThat(before.contains(503)).isFalse();
        assertThat(before.contains(502)).isTrue();
        assertThat(before.contains(404)).isTrue();
        assertThat(before.contains(200)).isFalse();
    }

    @Test
    void rangesAndBoundsCanBeTakenAwayToo() {
        StatusSet set = StatusSet.parse(List.of("100-999", "!200-299", "!>599"));

        assertThat(IntStream.range(0, 1100).filter(set::contains).boxed())
                .containsExactlyElementsOf(
                        IntStream.concat(
                                        IntStream.rangeClosed(100, 199),
                                        IntStream.rangeClosed(300, 599))
                                .boxed()
                                .toList());
    }

    @Test
    void anEmptyListIsTheEmptySet() {
        assertThat(StatusSet.parse(List.of()).isEmpty()).isTrue();
        assertThat(StatusSet.parse(List.of("404", "!400-499")).isEmpty()).isTrue();
        assertThat(StatusSet.parse(List.of("404")).isEmpty()).isFalse();
    }

    @Test
    void noNumberOutsideOfTheStatusesIsIn() {
        StatusSet all = StatusSet.parse(List.of("100-999"));

        assertThat(
                        IntStream.of(Integer.MIN_VALUE, -1, 0, 99, 1000, Integer.MAX_VALUE)
                                .anyMatch(all::contains))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "4",
                "40",
                "4040",
                "4xx",
                "404-",
                "-404",
                "404-40",
                "599-500",
                "099",
                "050-200",
                ">999",
                "<100",
                "!>999",
                ">",
                "<=300",
                "> 400",
                " 404",
                "404 ",
                "!!404",
                "4٠4",
                "100-1000",
                "404,405"
            })
    void aWrongEntryIsNamed(String entry) {
        assertThatThrownBy(() -> StatusSet.parse(List.of("200", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + entry + "'");
    }

    @Test
    void takingAwayFromNothingIsRefused() {
        assertThatThrownBy(() -> StatusSet.parse(List.of("!503", "!504")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'!503' takes away from nothing");
    }
}
