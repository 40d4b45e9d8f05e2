package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A slot that is dropped and made again under its name, while Rowhook is cut off, does not have
/// what was committed in between.
class SlotRecreatedTest {
    @TempDir private Path directory;

    @Test
    void aSlotThatWasMadeAgainIsTold() throws Exception {
        try (Scene scene = Scene.open(directory)) {
            AtomicLong ids = new AtomicLong();
            Inserts load = Inserts.into(scene.connect(), "item", ids);
            Waiting.until("a load", () -> scene.deliveries.count() > 100);
            Set<Long> committed = load.stop();
            Waiting.until("all of it", () -> scene.deliveries.ids().equals(committed));

            scene.toSource.cut();
            Waiting.until("nobody streams", () -> !scene.isStreaming());
            insert(scene, ids, 3);
            scene.sql("select pg_drop_replication_slot('%s')".formatted(Scene.SLOT));
            scene.sql(
                    "select pg_create_logical_replication_slot('%s', 'pgoutput')"
                            .formatted(Scene.SLOT));
            insert(scene, ids, 3);
            String logEnd = scene.logEnd();
            scene.toSource.pass();

            JsonNode told =
                    scene.awaitGap("slot_ahead", () -> List.of(logEnd, scene.slotPosition()));
            scene.requireSilence(told, ids);
            assertThat(scene.deliveries.ids()).isEqualTo(committed);
            System.out.printf("slot dropped and made again: %s%n", told);
        }
    }

    private static void insert(Scene scene, AtomicLong ids, int rows) throws Exception {
        for (int row = 0; row < rows; row++) {
            scene.sql("insert into item (id) values (%d)".formatted(ids.incrementAndGet()));
        }
    }
}
