package dev.rowhook.proof.gaps;

import dev.rowhook.embedded.PostgresCluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// Copies of the data directory of a running cluster, as `pg_basebackup` makes them: a server that
/// starts on one is where the cluster was at the end of the copy. Replication slots are left out.
final class ClusterCopy {
    private static final Path WAL = Path.of("pg_wal");

    /// What a server makes anew, or what belongs to this run of it.
    private static final Set<Path> CONTENTS_LEFT_OUT =
            Set.of(
                    Path.of("pg_replslot"),
                    Path.of("pg_dynshmem"),
                    Path.of("pg_notify"),
                    Path.of("pg_serial"),
                    Path.of("pg_snapshots"),
                    Path.of("pg_stat_tmp"),
                    Path.of("pg_subtrans"));

    private ClusterCopy() {}

    /// @param directory of the cluster
    /// @param target of the copy, which is not there yet: a cluster's directory too
    static void take(PostgresCluster cluster, Path directory, Path target)
            throws SQLException, IOException {
        Path from = directory.resolve("data");
        Path to = Files.createDirectories(target).resolve("data");
        try (Connection superuser = cluster.superuser("postgres").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            copy(from, to, Path.of(""));
            try (ResultSet row =
                    statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
        }
        // All that was written until the end is needed to make the copy whole.
        copy(from, to, WAL);
    }

    private static void copy(Path from, Path to, Path part) throws IOException {
        Files.walkFileTree(
                from.resolve(part),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Path name = from.relativize(directory);
                        if (!Files.exists(to.resolve(name))) {
                            Files.copy(
                                    directory,
                                    to.resolve(name),
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        }
                        boolean leftOut =
                                CONTENTS_LEFT_OUT.contains(name)
                                        || (name.equals(WAL) && !part.equals(WAL));
                        return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!file.getFileName().toString().startsWith("postmaster.")) {
                            copyUnlessGone(file, to.resolve(from.relativize(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
    }

    private static void copyUnlessGone(Path file, Path to) throws IOException {
        try {
            Files.copy(
                    file,
                    to,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // A running server deletes files.
        }
    }
}
