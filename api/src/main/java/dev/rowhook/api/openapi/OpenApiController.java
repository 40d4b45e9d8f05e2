package dev.rowhook.api.openapi;

import dev.rowhook.api.auth.Open;
import dev.rowhook.core.text.Sha256;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/// Shows the description of the API, in OpenAPI 3.1. It is the same for everybody, as long as the
/// same version of Rowhook runs.
@RestController
class OpenApiController {
    private static final int TAG_LENGTH = 32;

    private final byte[] document = read();
    private final String tag =
            HexFormat.of().formatHex(Sha256.of(document)).substring(0, TAG_LENGTH);

    private static byte[] read() {
        try {
            return new ClassPathResource("openapi.json", OpenApiController.class)
                    .getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Open
    @GetMapping(path = "/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> get(HttpServletResponse response) {
        // Other answers are kept nowhere, and say so from the beginning.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        return ResponseEntity.ok().eTag(tag).body(document);
    }
}
