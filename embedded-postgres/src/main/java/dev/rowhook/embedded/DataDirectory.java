package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Makes the data directory of a cluster. It appears under its name only when it is whole, so that
/// one whose making was interrupted is made again.
final class DataDirectory {
    private final ClusterSettings settings;
    private final Programs programs;

    DataDirectory(ClusterSettings settings, Programs programs) {
        this.settings = settings;
        this.programs = programs;
    }

    static Path in(Path directory) {
        return directory.resolve("data");
    }

    void makeIfMissing() throws IOException {
        Path data = in(settings.directory());
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        refuseForeignFiles(data);
        Path half = settings.directory().resolve("data.new");
        Trees.delete(half);
        initialize(half);
        Files.deleteIfExists(data);
        Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void refuseForeignFiles(Path data) throws IOException {
        if (Files.exists(data)) {
            try (var files = Files.list(data)) {
                if (files.findAny().isPresent()) {
                    throw new ClusterException(
                            data + " has files but is no data directory of Postgres: move it away");
                }
            }
        }
    }

    private void initialize(Path target) throws IOException {
        Path passwordFile =
                Files.createTempFile(
                        settings.directory(),
                        "initdb",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, settings.superuserPassword());
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "--pgdata=" + target,
                                    "--username=" + PostgresCluster.SUPERUSER,
                                    "--pwfile=" + passwordFile,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=C"));
            if (settings.version().hasBuiltInLocales()) {
                arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            }
            if (!settings.durable()) {
                arguments.add("--no-sync");
            }
            programs.run("initdb", arguments);
        } finally {
            Files.delete(passwordFile);
        }
    }
}
