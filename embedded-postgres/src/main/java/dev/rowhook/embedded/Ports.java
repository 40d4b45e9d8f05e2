package dev.rowhook.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/// The port of a cluster: the one it must have, or the one it had, or a free one.
///
/// Free ports are taken from below the range that the system gives to outgoing connections: a
/// client that tries again and again to reach a stopped server could otherwise be given the
/// server's port, and connect to itself.
final class Ports {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    private final Path file;

    Ports(Path directory) {
        this.file = directory.resolve("port");
    }

    /// @throws ClusterException if the fixed port is taken
    int choose(OptionalInt fixed) throws IOException {
        if (fixed.isPresent()) {
            int port = fixed.getAsInt();
            if (!isFree(port)) {
                throw new ClusterException(
                        "Port %d of 127.0.0.1 is taken, and Postgres was to run there"
                                .formatted(port));
            }
            return port;
        }
        int port = remembered().filter(Ports::isFree).orElseGet(Ports::anyFree);
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    private Optional<Integer> remembered() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file).strip();
        return text.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static int anyFree() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(FIRST, END);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
