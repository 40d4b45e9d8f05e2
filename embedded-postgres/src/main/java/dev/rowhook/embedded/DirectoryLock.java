package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right of one process to a cluster's directory. It ends with the process at the latest,
/// however that ends.
///
/// A process that closes a file gives up its locks on it (POSIX, `fcntl`), whoever opened it
/// before: what this process holds is therefore not opened again.
final class DirectoryLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /// @throws ClusterException if the directory cannot be written, or another holds its lock
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            Path held = directory.toRealPath();
            if (!HELD.add(held)) {
                throw inUse(directory);
            }
            boolean taken = false;
            try {
                DirectoryLock lock = new DirectoryLock(held, lock(directory));
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HELD.remove(held);
                }
            }
        } catch (IOException e) {
            throw new ClusterException(
                    "Cannot write to the directory %s: %s".formatted(directory, e), e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw inUse(directory);
        }
        return channel;
    }

    private static ClusterException inUse(Path directory) {
        return new ClusterException(
                directory + " is in use: Rowhook is already running with this directory");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ClusterException("Cannot unlock the directory: " + e, e);
        } finally {
            HELD.remove(directory);
        }
    }
}
