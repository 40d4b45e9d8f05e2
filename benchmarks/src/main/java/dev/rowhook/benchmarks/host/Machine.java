package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Where something was measured.
///
/// @param disk the file system that the Postgres servers write to
/// @param syncMillis how long that takes to write 8 KiB durably, as a median
public record Machine(
        int cores,
        String cpu,
        double memoryGib,
        String kernel,
        String disk,
        double syncMillis,
        String jdk) {
    private static final int SYNCS = 101;
    private static final int PAGE = 8 << 10;

    /// @param directory on the disk that matters
    public static Machine look(Path directory) throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                ProcFile.read("/proc/cpuinfo").text("model name").orElse("unknown"),
                ProcFile.read("/proc/meminfo").number("MemTotal").orElse(0) / (double) (1L << 30),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
                disk(directory),
                syncMillis(directory),
                System.getProperty("java.vendor.version", "")
                        + " "
                        + System.getProperty("java.vm.version"));
    }

    private static String disk(Path directory) throws IOException {
        var store = Files.getFileStore(directory);
        return "%s on %s".formatted(store.type(), store.name());
    }

    private static double syncMillis(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "sync", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long[] nanos = new long[SYNCS];
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE), 0);
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return nanos[SYNCS / 2] / 1e6;
        } finally {
            Files.delete(file);
        }
    }
}
