package dev.rowhook.embedded;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The binaries of one version of Postgres, unpacked once into a cache that all runs of this user
/// share.
///
/// Safe for any number of threads and processes: each unpacks for itself, and the first that is
/// ready moves its copy to the one place where all look.
final class Binaries {
    private final PostgresVersion version;

    Binaries(PostgresVersion version) {
        this.version = version;
    }

    /// The directory that has `bin`, `lib` and `share`.
    Path unpacked() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            throw new ClusterException(
                    "There are Postgres binaries for Linux on amd64 only, and this is %s on %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        try {
            Path home = cache().resolve("postgres-" + digest().substring(0, 16));
            if (!Files.exists(home)) {
                unpackInto(home);
            }
            return home;
        } catch (IOException e) {
            throw new ClusterException("Cannot unpack the Postgres binaries: " + e, e);
        }
    }

    private void unpackInto(Path home) throws IOException {
        Path own = Files.createTempDirectory(home.getParent(), home.getFileName() + ".unpacking-");
        try {
            unpackAll(own);
            Files.move(own, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // No failure if another process was faster.
            if (!Files.exists(home)) {
                throw e;
            }
        } finally {
            Trees.delete(own);
        }
    }

    private void unpackAll(Path root) throws IOException {
        try (InputStream archive = archive();
                TarArchiveInputStream entries =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry = entries.getNextEntry();
            while (entry != null) {
                unpack(entries, entry, root);
                entry = entries.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, TarArchiveEntry entry, Path root)
            throws IOException {
        Path target = entry.resolveIn(root);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(entries, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path cache() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        try {
            Path cache = Files.createDirectories(base.resolve("rowhook"));
            if (Files.isWritable(cache)) {
                return cache;
            }
        } catch (IOException e) {
            // A user without a home: the directory for temporary files serves.
        }
        return temporaryCache();
    }

    /// Anybody may make a directory among the temporary files, so whose it is must be asked before
    /// programs in it are run.
    private static Path temporaryCache() throws IOException {
        Path cache =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "rowhook-" + System.getProperty("user.name"));
        if (!Files.exists(cache, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    cache,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Path mine = Files.createTempFile("rowhook", ".owner");
        try {
            if (!Files.getOwner(cache, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine))) {
                throw new IOException(cache + " belongs to another user");
            }
        } finally {
            Files.delete(mine);
        }
        return cache;
    }

    private String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream archive = new DigestInputStream(archive(), digest)) {
                archive.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private InputStream archive() throws IOException {
        InputStream archive = Binaries.class.getResourceAsStream(version.archive());
        if (archive == null) {
            throw new IOException(version.archive() + " is not on the class path");
        }
        return archive;
    }
}
