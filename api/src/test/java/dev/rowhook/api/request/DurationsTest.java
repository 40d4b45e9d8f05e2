package dev.rowhook.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s,0s",
        "1ms,1ms",
        "500ms,500ms",
        "1000ms,1s",
        "1500ms,1500ms",
        "30s,30s",
        "60s,1m",
        "90s,90s",
        "10m,10m",
        "60m,1h",
        "24h,1d",
        "3d,3d",
        "36h,36h"
    })
    void aDurationIsWrittenInItsLargestWholeUnit(String text, String written) {
        assertThat(Durations.parse(text).map(Durations::write)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1.5s", "1 s", "1S", "1w", "PT1S", "9999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
