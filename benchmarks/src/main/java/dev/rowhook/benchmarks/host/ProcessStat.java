package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A line of `/proc/<pid>/stat`.
///
/// @param ticks of CPU time, its own and that of the children it has waited for
record ProcessStat(long pid, long parent, long ticks) {
    /// `USER_HZ` of every Linux that Postgres and a JDK run on.
    static final int TICKS_A_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /// Empty where the process is gone.
    static Optional<ProcessStat> read(long pid) {
        try {
            return Optional.of(
                    parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The second field is the program's name in parentheses, and may hold anything.
    static ProcessStat parse(String line) {
        int end = line.lastIndexOf(')');
        String[] fields = line.substring(end + 1).strip().split(" +", -1);
        long ticks =
                Long.parseLong(fields[USER_TIME])
                        + Long.parseLong(fields[SYSTEM_TIME])
                        + Long.parseLong(fields[CHILDREN_USER_TIME])
                        + Long.parseLong(fields[CHILDREN_SYSTEM_TIME]);
        return new ProcessStat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                Long.parseLong(fields[PARENT]),
                ticks);
    }
}
