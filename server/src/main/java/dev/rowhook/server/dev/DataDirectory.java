package dev.rowhook.server.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The directory of a dev instance, locked for as long as it is open. Only its owner can look into
/// it.
///
/// Not thread-safe.
final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Makes the directory if there is none, and locks it.
    ///
    /// @throws StartFailedException if another process has it, or it cannot be written
    static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, OWNER_DIRECTORY);
            Path lockPath = path.resolve("lock");
            FileChannel channel =
                    FileChannel.open(
                            lockPath,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!lock(channel)) {
                String holder = Files.readString(lockPath).strip();
                channel.close();
                throw new StartFailedException(
                        "%s is in use by a Rowhook that already runs%s. Stop that one, or choose another --data-dir."
                                .formatted(
                                        path, holder.isEmpty() ? "" : " (process " + holder + ")"));
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartFailedException(
                    "%s cannot be used as data directory: %s".formatted(path, reason(e)), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is not a directory";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> e.toString();
        };
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// The text of a file that only the owner can read, if it is there.
    Optional<String> read(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /// Writes such a file, whole or not at all.
    void write(String name, String text) throws IOException {
        Path next = path.resolve(name + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        Files.writeString(next, text + "\n");
        Files.move(next, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    /// What the file says; if there is none it is made of `text`.
    String readOr(String name, Supplier<String> text) throws IOException {
        Optional<String> present = read(name);
        if (present.isEmpty()) {
            write(name, text.get());
        }
        return present.isPresent() ? present.get() : read(name).orElseThrow();
    }

    /// Lets others have the directory.
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
