package dev.rowhook.proof.gaps;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A store that is set back to a copy of itself does not know what was streamed since. The slot has
/// moved on: that is told, and not streamed over.
class StoreRestoredFromCopyTest {
    @TempDir private Path directory;

    @Test
    void aSlotAheadOfARestoredLogIsTold() throws Exception {
        try (Scene scene = Scene.open(directory)) {
            AtomicLong ids = new AtomicLong();
            Inserts load = Inserts.into(scene.connect(), "item", ids);
            Waiting.until("a load", () -> scene.deliveries.count() > 100);
            copyStore(scene);
            String copied = scene.logEnd();
            Waiting.until("the slot moves on", () -> isBefore(scene, copied, scene.slotPosition()));
            load.stop();
            scene.rowhook.kill();
            restoreStore(scene);
            scene.rowhook.start();
            requireGapTold(scene, ids);
        }
    }

    @Test
    void aLogThatIsSetBackUnderARunningRowhookIsTold() throws Exception {
        try (Scene scene = Scene.open(directory)) {
            AtomicLong ids = new AtomicLong();
            Inserts load = Inserts.into(scene.connect(), "item", ids);
            Waiting.until("a load", () -> scene.deliveries.count() > 100);
            copyStore(scene);
            String copied = scene.logEnd();
            Waiting.until("the slot moves on", () -> isBefore(scene, copied, scene.slotPosition()));
            Set<Long> committed = load.stop();
            Waiting.until("all of it", () -> scene.deliveries.ids().equals(committed));
            restoreStore(scene);
            scene.sql("insert into item (id) values (%d)".formatted(ids.incrementAndGet()));
            requireGapTold(scene, ids);
        }
    }

    private static boolean isBefore(Scene scene, String lsn, String other) throws SQLException {
        return scene.value("select '%s'::pg_lsn < '%s'::pg_lsn".formatted(lsn, other)).equals("t");
    }

    private void copyStore(Scene scene) throws Exception {
        ClusterCopy.take(
                scene.store.cluster(), Scene.storeIn(directory), directory.resolve("copy"));
    }

    private void restoreStore(Scene scene) throws Exception {
        scene.store.cluster().kill();
        Path data = Scene.storeIn(directory).resolve("data");
        Files.move(data, directory.resolve("newer"));
        Files.move(directory.resolve("copy/data"), data);
        scene.store.cluster().start();
    }

    private static void requireGapTold(Scene scene, AtomicLong ids) throws Exception {
        JsonNode told =
                scene.awaitGap("slot_ahead", () -> List.of(scene.slotPosition(), scene.logEnd()));
        scene.requireSilence(told, ids);
        System.out.printf("store restored from a copy: %s%n", told);
    }
}
