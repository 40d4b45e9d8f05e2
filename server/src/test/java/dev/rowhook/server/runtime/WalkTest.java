package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commands of `docs/walk.md` do what the page says, one after the other.
class WalkTest {
    private static final Path PAGE = Path.of("../docs/walk.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(bash|sql)\n(.*?)^```");

    @TempDir private Path directory;

    @Test
    void everyCommandOfThePageWorks() throws Exception {
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        int run = 0;
        try (WholeServer server = new WholeServer();
                Shell shell = new Shell(directory, variables(server))) {
            while (blocks.find()) {
                if (blocks.group(1).equals("sql")) {
                    server.source.execute(blocks.group(2));
                } else {
                    shell.run(blocks.group(2));
                }
                run++;
            }
        }
        assertThat(run).isGreaterThan(10);
    }

    private static Map<String, String> variables(WholeServer server) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        return Map.of(
                "PATH", java + File.pathSeparator + System.getenv("PATH"),
                "U", server.url().toString(),
                "T", server.account.token().reveal(),
                "DB_HOST", server.source.host(),
                "DB_PORT", Integer.toString(server.source.port()),
                "DB_NAME", server.source.database(),
                "DB_USER", server.source.user(),
                "DB_PASSWORD", server.source.password(),
                "RECEIVER_PORT", Integer.toString(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
