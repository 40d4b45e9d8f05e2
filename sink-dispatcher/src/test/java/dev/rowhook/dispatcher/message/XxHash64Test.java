package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XxHash64Test {
    @ParameterizedTest
    @CsvSource({
        "'', 0, ef46db3751d8e999",
        "a, 0, d24ec4f1a98c6e5b",
        "abc, 0, 44bc2cf5ad770999",
        "The quick brown fox jumps over the lazy dog, 0, b242d361fda71bc",
        "Nobody inspects the spammish repetition, 0, fbcea83c8a378bf1",
    })
    void isAsPublished(String text, long seed, String hash) {
        byte[] bytes = ("?" + text).getBytes(UTF_8);

        assertThat(Long.toHexString(XxHash64.hash(bytes, 1, bytes.length - 1, seed)))
                .isEqualTo(hash);
    }
}
