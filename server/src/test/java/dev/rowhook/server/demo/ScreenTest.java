package dev.rowhook.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

class ScreenTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void anUpdateShowsOldAndNewValues() {
        show(false, arrival("update", 200, 1));

        assertThat(text())
                .contains("200  update  row 3   mrr 1.00 → 2.50 ")
                .contains("1500 ms")
                .doesNotContain("\u001b");
    }

    @Test
    void aDeleteShowsTheRow() {
        show(false, arrival("delete", 200, 1));

        assertThat(text()).contains("delete  row 3   Ada · basic · active · 2.50");
    }

    @Test
    void aRefusalShowsTheAttempt() {
        show(false, arrival("update", 500, 4));

        assertThat(text()).contains("500  update").contains("refused, attempt 4");
    }

    @Test
    void aTerminalGetsColours() {
        show(true, arrival("insert", 200, 1));

        assertThat(text()).contains("\u001b[32m200\u001b[0m");
    }

    private void show(boolean colours, Arrival arrival) {
        new Screen(new PrintStream(printed, true, UTF_8), colours).arrival(arrival);
    }

    private static Arrival arrival(String action, int status, int attempt) {
        return new Arrival(
                Messages.COMMITTED.plusMillis(1500),
                "msg_1",
                Messages.message(action, 3, 2),
                status,
                attempt,
                false);
    }

    private String text() {
        return printed.toString(UTF_8);
    }
}
