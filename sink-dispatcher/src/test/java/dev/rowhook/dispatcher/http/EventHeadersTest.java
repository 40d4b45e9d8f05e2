package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class EventHeadersTest {
    @Test
    void valuesAreEncodedAsTheBindingSays() {
        assertThat(EventHeaders.of(Map.of("subject", "a \"%ü\n😀!~")).get("ce-subject"))
                .isEqualTo("a%20%22%25%C3%BC%0A%F0%9F%98%80!~");
    }
}
