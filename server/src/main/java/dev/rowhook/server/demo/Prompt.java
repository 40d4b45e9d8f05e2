package dev.rowhook.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes lines from whoever sits at the terminal: `refuse N`, `heal`, or an SQL statement for the
/// tenant's database.
final class Prompt {
    private static final Pattern REFUSE = Pattern.compile("refuse\\s+(\\d{1,18})");

    private final Screen screen;
    private final TenantDatabase database;
    private final Inbox inbox;

    Prompt(Screen screen, TenantDatabase database, Inbox inbox) {
        this.screen = screen;
        this.database = database;
        this.inbox = inbox;
    }

    /// Reads lines on a thread that does not hold up the end of the process.
    void start() {
        Thread.ofPlatform().daemon().name("prompt").start(this::read);
    }

    private void read() {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    obey(line.strip());
                }
            }
        } catch (IOException e) {
            screen.note("nothing more is read from the terminal: " + e.getMessage());
        }
    }

    void obey(String line) {
        Matcher refuse = REFUSE.matcher(line);
        if (refuse.matches()) {
            inbox.refuse(Long.parseLong(refuse.group(1)));
            screen.note("the receiver answers 500 to row " + refuse.group(1));
        } else if (line.equals("heal")) {
            inbox.heal();
            screen.note("the receiver accepts everything");
        } else {
            execute(line);
        }
    }

    private void execute(String sql) {
        try {
            screen.note("rows changed: %d".formatted(database.change(sql)));
        } catch (SQLException e) {
            screen.note(String.valueOf(e.getMessage()));
        }
    }
}
