package dev.rowhook.proof.gaps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of a fixed size in memory, which can be filled to the last byte. To mount it needs
/// root.
///
/// Not thread-safe.
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /// Mounts one over a new directory.
    ///
    /// @throws IOException with what `mount` said, if this user or this system may not
    static SmallDisk mount(Path root, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(root);
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=%dm".formatted(megabytes),
                "tmpfs",
                root.toString());
        return new SmallDisk(root);
    }

    Path root() {
        return root;
    }

    /// Leaves no room for anybody.
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[BLOCK];
            while (Files.getFileStore(root).getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(root).getUsableSpace() >= BLOCK) {
                throw e;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return root.resolve("ballast");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s: %s".formatted(String.join(" ", command), said.strip()));
        }
    }

    /// Unmounts it, also while a file is still open.
    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", root.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("not unmounted: " + root, e);
        }
    }
}
