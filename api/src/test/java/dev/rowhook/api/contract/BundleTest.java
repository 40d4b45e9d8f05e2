package dev.rowhook.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The parts of the description, and the document made of them.
class BundleTest {
    private static final Path DOCUMENT =
            Path.of("src/main/resources/dev/rowhook/api/openapi/openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Contract contract = Contract.shared();

    @Test
    void nothingIsWrongWithTheDescription() {
        assertThat(Mistakes.in(contract)).isEmpty();
    }

    /// With ROWHOOK_WRITE_DOCS in the environment the document is written anew.
    @Test
    void theDocumentIsWhatThePartsSay() throws IOException {
        String document = JSON.writeValueAsString(contract.document()) + "\n";
        if (System.getenv("ROWHOOK_WRITE_DOCS") != null) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.readString(DOCUMENT).equals(document))
                .as("%s is made of its parts; ROWHOOK_WRITE_DOCS=1 makes it anew", DOCUMENT)
                .isTrue();
    }
}
