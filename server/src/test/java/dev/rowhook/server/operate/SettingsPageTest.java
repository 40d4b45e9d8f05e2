package dev.rowhook.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// `docs/operations.md` has every setting as the code has it.
class SettingsPageTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    @Test
    void thePageHasEverySetting() throws IOException {
        String rows =
                Arrays.stream(Setting.values())
                        .map(setting ->
                                "| `%s`%s | %s | %s |"
                                        .formatted(
                                                setting.key(),
                                                setting.isSecret() ? " (secret)" : "",
                                                setting.defaultText().orElse("required"),
                                                setting.meaning()))
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains(rows);
    }

    @Test
    void thePageHasEverySettingOfAnIssuer() throws IOException {
        String rows =
                Arrays.stream(IssuerSetting.values())
                        .map(setting ->
                                "| `oidc.<name>.%s`%s | %s |"
                                        .formatted(
                                                setting.key(),
                                                setting.isSecret() ? " (secret)" : "",
                                                setting.meaning()))
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains(rows);
    }
}
