package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.MachineCpu;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.host.Usage;
import dev.rowhook.benchmarks.host.WalPosition;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what all parts use, before and after. Not thread-safe.
final class Meter {
    private final Bed bed;
    private final Map<ProcessTree, Usage> before = new HashMap<>();
    private final long startMicros = Moment.nowMicros();
    private final long start = System.nanoTime();
    private final double machineCpuSeconds = MachineCpu.busySeconds();
    private final int collections;
    private final long sourceWal;
    private final long storeWal;

    private Meter(Bed bed) throws SQLException {
        this.bed = bed;
        this.collections = bed.contender().gcLog().collections().size();
        this.sourceWal = sourceWal(bed);
        this.storeWal = bed.contender().storeWalBytes();
        parts(bed).values().forEach(tree -> before.put(tree, tree.usage()));
    }

    /// From now on.
    static Meter start(Bed bed) throws SQLException {
        return new Meter(bed);
    }

    /// What was used since the start. A process that did not exist then counts from its beginning.
    Readings read() throws SQLException {
        Map<Part, Usage> used = new EnumMap<>(Part.class);
        parts(bed)
                .forEach((part, tree) ->
                        used.put(part, tree.usage().minus(before.getOrDefault(tree, Usage.NONE))));
        List<GcLog.Collection> all = bed.contender().gcLog().collections();
        return new Readings(
                startMicros,
                (System.nanoTime() - start) / 1e9,
                used,
                MachineCpu.busySeconds() - machineCpuSeconds,
                sourceWal(bed) - sourceWal,
                bed.contender().storeWalBytes() - storeWal,
                all.subList(Math.min(collections, all.size()), all.size()),
                bed.contender().sender().peakResidentBytes());
    }

    private static long sourceWal(Bed bed) throws SQLException {
        return WalPosition.bytes(bed.source().cluster().superuser("postgres"));
    }

    private static Map<Part, ProcessTree> parts(Bed bed) {
        Map<Part, ProcessTree> parts = new EnumMap<>(Part.class);
        parts.put(Part.SENDER, bed.contender().sender());
        bed.contender().store().ifPresent(store -> parts.put(Part.STORE, store));
        parts.put(Part.SOURCE, ProcessTree.of(bed.source().cluster().pid()));
        parts.put(Part.RECEIVER, ProcessTree.alone(bed.receiver().pid()));
        parts.put(Part.LOAD, ProcessTree.alone(ProcessHandle.current().pid()));
        return parts;
    }
}
