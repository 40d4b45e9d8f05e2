package dev.rowhook.api.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.StringNode;

class EndpointUrlTest {
    private static EndpointUrl read(String url, EgressMode mode) throws InvalidFieldException {
        return EndpointUrl.reader(EgressPolicy.of(mode)).read(StringNode.valueOf(url));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.io,https://a.io",
        "HTTPS://A.io:443/X%20y/,https://a.io:443/X%20y/",
        "https://8.8.8.8/x,https://8.8.8.8/x",
        "https://[2606:4700::1]/x,https://[2606:4700::1]/x"
    })
    void aUrlIsKeptWithItsSchemeAndHostInLowerCase(String url, String base)
            throws InvalidFieldException {
        assertThat(read(url, EgressMode.PRODUCTION).base()).isEqualTo(base);
    }

    @Test
    void theQueryIsKeptApart() throws InvalidFieldException {
        EndpointUrl url = read("https://a.io/x?k=%20v&w", EgressMode.PRODUCTION);
        assertThat(url.base()).isEqualTo("https://a.io/x");
        assertThat(url.query()).contains(Secret.of("k=%20v&w"));
        assertThat(url.toString()).doesNotContain("%20v");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.io,https_required",
        "ftp://a.io,invalid_url",
        "//a.io,invalid_url",
        "/x,invalid_url",
        "https:,invalid_url",
        "https:a.io,invalid_url",
        "https:///x,invalid_url",
        "https://u@a.io,userinfo",
        "https://u:p@a.io,userinfo",
        "https://a.io#x,invalid_url",
        "https://a.io:0/,invalid_url",
        "https://a.io:65536/,invalid_url",
        "https://a.io\\@b.io,invalid_url",
        "https://a.io/ü,invalid_url",
        "https://a.io/a b,invalid_url",
        "https://a.io/%zz,invalid_url",
        "https://127.0.0.1/,egress_denied",
        "https://10.0.0.1/,egress_denied",
        "https://[::1]/,egress_denied",
        "https://[::ffff:169.254.169.254]/,egress_denied",
        "https://[fe80::1%25eth0]/,invalid_url"
    })
    void whatIsNoUrlOfTheInternetIsRefused(String url, String code) {
        assertThatThrownBy(() -> read(url, EgressMode.PRODUCTION))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(code);
    }

    @Test
    void aDeveloperMayUseHttpAndLoopback() throws InvalidFieldException {
        assertThat(read("http://127.0.0.1:8080/x", EgressMode.DEV).base())
                .isEqualTo("http://127.0.0.1:8080/x");
        assertThatThrownBy(() -> read("http://a.io", EgressMode.PRIVATE_ALLOWED))
                .hasMessage("https_required");
    }
}
