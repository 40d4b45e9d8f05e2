package dev.rowhook.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.api.request.InvalidFieldException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.StringNode;

class SinkPathTest {
    private static String read(String path) throws InvalidFieldException {
        return SinkPath.reader().read(StringNode.valueOf(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/orders", "/a/b/", "/a%20b", "/@evil.io/", "/a..b", "/a:1"})
    void aPathBelowTheEndpointIsTaken(String path) throws InvalidFieldException {
        assertThat(read(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@evil.io/",
                ".evil.io/",
                ":1/",
                "//x",
                "..",
                "/..",
                "/a/../b",
                "/a/./b",
                "/%2e%2E/b",
                "/.%2e",
                "orders",
                "/a?b",
                "/a#b",
                "/a\\b",
                "\\\\evil.io",
                "/a b",
                "/a%",
                "/a%2",
                "/ü",
                "/a\r\nb",
                "https://evil.io/"
            })
    void whatCouldLeaveTheOriginIsRefused(String path) {
        assertThatThrownBy(() -> read(path))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("invalid_path");
    }
}
