package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.host.MachineCpu;
import dev.rowhook.benchmarks.host.ProcessTree;

/// What the parts have used since they started, or between two moments: seconds, of the wall clock
/// and of the CPU.
///
/// @param rest the receiver and the load
/// @param machine all processes of the machine
record Cost(double wall, double rowhook, double store, double source, double rest, double machine) {

    /// Until now.
    static Cost of(Stage stage) {
        ProcessTree load = ProcessTree.alone(ProcessHandle.current().pid());
        return new Cost(
                System.nanoTime() / 1e9,
                stage.rowhookProcess().usage().cpuSeconds(),
                stage.storeProcesses().usage().cpuSeconds(),
                stage.sourceProcesses().usage().cpuSeconds(),
                stage.receiverProcess().usage().cpuSeconds() + load.usage().cpuSeconds(),
                MachineCpu.busySeconds());
    }

    Cost minus(Cost before) {
        return new Cost(
                wall - before.wall,
                rowhook - before.rowhook,
                store - before.store,
                source - before.source,
                rest - before.rest,
                machine - before.machine);
    }

    /// What foreign processes took, as a share of all cores.
    double othersShare() {
        double others = machine - rowhook - store - source - rest;
        return Math.max(0, others) / (wall * Runtime.getRuntime().availableProcessors());
    }
}
