package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process, and all that descend from it if they are to be counted.
public record ProcessTree(long root, boolean withChildren) {
    private static final Path PROC = Path.of("/proc");

    /// A process with all that descend from it.
    public static ProcessTree of(long root) {
        return new ProcessTree(root, true);
    }

    /// A process without its children.
    public static ProcessTree alone(long root) {
        return new ProcessTree(root, false);
    }

    /// What the tree has used since its root started. What a child used that has ended is counted
    /// where its parent has waited for it, as Postgres and a shell do.
    public Usage usage() {
        Map<Long, List<ProcessStat>> children =
                withChildren
                        ? processes().collect(Collectors.groupingBy(ProcessStat::parent))
                        : Map.of();
        long ticks = 0;
        long written = 0;
        List<Long> left = new ArrayList<>(List.of(root));
        while (!left.isEmpty()) {
            long pid = left.removeLast();
            // A parent is read before its children: one that ends meanwhile is not counted twice.
            ticks += ProcessStat.read(pid).map(ProcessStat::ticks).orElse(0L);
            written += writtenBytes(pid);
            children.getOrDefault(pid, List.of()).forEach(child -> left.add(child.pid()));
        }
        return new Usage((double) ticks / ProcessStat.TICKS_A_SECOND, written);
    }

    /// The largest memory that the root itself had resident, in bytes.
    public long peakResidentBytes() {
        return ProcFile.read("/proc/%d/status".formatted(root)).number("VmHWM").orElse(0);
    }

    private static long writtenBytes(long pid) {
        return ProcFile.read("/proc/%d/io".formatted(pid)).number("wchar").orElse(0);
    }

    private static Stream<ProcessStat> processes() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(name -> ProcessStat.read(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
