package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.problem.ProblemCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The pages about problems: those that the server shows, and `docs/problems.md`, which has all of
/// them. `ROWHOOK_WRITE_DOCS=1` writes it.
class ProblemPagesTest {
    private static final Path PAGE = Path.of("..", "docs", "problems.md");

    private final Client anybody = new Client(ApiServer.shared().uri(), "");

    @ParameterizedTest
    @EnumSource
    void theTypeOfAProblemLeadsToItsPage(ProblemCode code) {
        Client.Answer page = anybody.get("/problems/" + code.text());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().headers().firstValue("Content-Type"))
                .hasValue("text/html;charset=UTF-8");
        assertThat(page.text())
                .contains("<code>" + code.text() + "</code>", "Status " + code.status().value())
                .doesNotContain("`");
        assertThat(anybody.get("/problems").text()).contains("/problems/" + code.text() + "\"");
    }

    @Test
    void whatIsNoProblemHasNoPage() {
        assertThat(anybody.get("/problems/NAME_TAKEN").status()).isEqualTo(404);
        assertThat(anybody.get("/problems/%3Cscript%3E").text()).doesNotContain("<script>");
    }

    @Test
    void theDocumentationHasAllOfThem() throws IOException {
        String page = page();
        if (System.getenv("ROWHOOK_WRITE_DOCS") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Problems

                        <!-- Written by ProblemPagesTest with ROWHOOK_WRITE_DOCS=1. -->

                        An answer that is not 2xx is a problem detail of RFC 9457. Its `code` is one of these, and its `type` leads to the same
                        text on the server, at `/problems/<code>`. Codes are never renamed, and keep their meaning and status.

                        | code | status | what it says | what to do |
                        |---|---|---|---|
                        """);
        Arrays.stream(ProblemCode.values())
                .forEach(code ->
                        page.append(
                                "| <a id=\"%1$s\"></a>`%1$s` | %2$d | %3$s | %4$s |\n"
                                        .formatted(
                                                code.text(),
                                                code.status().value(),
                                                code.meaning(),
                                                code.remedy())));
        return page.toString();
    }
}
