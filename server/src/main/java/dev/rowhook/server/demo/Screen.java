package dev.rowhook.server.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Prints the story: what is done, and a line for each request that the receiver got. Thread-safe.
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());
    private static final int WHAT_WIDTH = 46;

    private final PrintStream out;
    private final boolean colours;

    /// @param colours whether to use those of a terminal
    Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    static Screen ofProcess() {
        boolean plain = isSet("NO_COLOR") || "dumb".equals(System.getenv("TERM"));
        return new Screen(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                isTerminal() && !plain);
    }

    /// Whether a person sits at both ends of it.
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    /// Begins a part of the story.
    void act(String title) {
        out.printf("%n%s%n", paint(Colour.BOLD, title));
    }

    void say(String line) {
        out.println(line);
    }

    /// Says something beside the arrivals.
    void note(String line) {
        out.println(paint(Colour.CYAN, "  " + line));
    }

    void check(Check check) {
        out.printf(
                "  %s  %-40s %s%n",
                check.passed() ? paint(Colour.GREEN, "ok  ") : paint(Colour.RED, "FAIL"),
                check.what(),
                check.detail());
    }

    void arrival(Arrival arrival) {
        Message message = arrival.message();
        out.printf(
                "  %s  %s  %s  row %-3d %s %s%n",
                paint(Colour.FAINT, TIME.format(arrival.at())),
                paint(
                        arrival.isAccepted() ? Colour.GREEN : Colour.RED,
                        Integer.toString(arrival.status())),
                paint(colourOf(message), "%-6s".formatted(message.action())),
                message.id(),
                pad(Description.of(message)),
                remark(arrival));
    }

    private static Colour colourOf(Message message) {
        return switch (message.action()) {
            case "insert" -> Colour.GREEN;
            case "delete" -> Colour.MAGENTA;
            default -> Colour.YELLOW;
        };
    }

    private String remark(Arrival arrival) {
        if (!arrival.isAccepted()) {
            return paint(Colour.RED, "refused, attempt " + arrival.attempt());
        }
        String latency = paint(Colour.FAINT, "%6d ms".formatted(arrival.latency().toMillis()));
        if (arrival.again()) {
            return latency + "  sent again";
        }
        return arrival.attempt() > 1 ? latency + "  attempt " + arrival.attempt() : latency;
    }

    private static String pad(String what) {
        return what.length() > WHAT_WIDTH
                ? what.substring(0, WHAT_WIDTH - 1) + "…"
                : what + " ".repeat(WHAT_WIDTH - what.length());
    }

    private String paint(Colour colour, String text) {
        return colours ? "\u001b[%sm%s\u001b[0m".formatted(colour.code, text) : text;
    }

    private enum Colour {
        BOLD("1"),
        FAINT("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        MAGENTA("35"),
        CYAN("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
