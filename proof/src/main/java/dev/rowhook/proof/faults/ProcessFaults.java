package dev.rowhook.proof.faults;

import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.faults.Fault.Part;

import java.util.List;

/// Processes that are killed, stopped, restarted or frozen.
final class ProcessFaults {
    private ProcessFaults() {}

    static List<Fault> of(Deployment deployment) {
        RowhookProcess rowhook = deployment.rowhook();
        PostgresCluster source = deployment.source().cluster();
        PostgresCluster store = deployment.store().cluster();
        return List.of(
                Striking.of("kill -9 rowhook", Part.ROWHOOK, rowhook::kill, rowhook::launchAgain),
                Striking.of(
                        "stop rowhook in order",
                        Part.ROWHOOK,
                        () -> stopInOrder(rowhook),
                        rowhook::launchAgain),
                Striking.of("freeze rowhook", Part.ROWHOOK, rowhook::freeze, rowhook::thaw),
                Striking.of("kill -9 the source", Part.SOURCE, source::kill, source::start),
                Striking.of("restart the source", Part.SOURCE, source::stop, source::start),
                Striking.of("kill -9 the store", Part.STORE, store::kill, store::start),
                Striking.of("restart the store", Part.STORE, store::stop, store::start));
    }

    private static void stopInOrder(RowhookProcess rowhook) throws InterruptedException {
        if (!rowhook.stop()) {
            throw new IllegalStateException("rowhook does not end within a minute of SIGTERM");
        }
    }
}
