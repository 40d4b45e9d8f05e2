package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What all processes of the machine, and its hypervisor's other guests, use together.
public final class MachineCpu {
    private static final int USER = 1;
    private static final int SYSTEM = 3;
    private static final int INTERRUPT = 6;
    private static final int STEAL = 8;

    private MachineCpu() {}

    /// CPU seconds since the machine started, all cores together; 0 where the system does not say.
    public static double busySeconds() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    static double parse(List<String> lines) {
        Optional<String> all = lines.stream().filter(line -> line.startsWith("cpu ")).findFirst();
        if (all.isEmpty()) {
            return 0;
        }
        String[] fields = all.get().split(" +", -1);
        long ticks = 0;
        for (int field = USER; field <= STEAL; field++) {
            boolean idle = field > SYSTEM && field < INTERRUPT;
            ticks += idle ? 0 : Long.parseLong(fields[field]);
        }
        return (double) ticks / ProcessStat.TICKS_A_SECOND;
    }
}
