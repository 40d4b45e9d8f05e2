package dev.rowhook.backfill;

import dev.rowhook.backfill.page.Trouble;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// What is told of a table at present: the same is written once. Not thread-safe.
final class Told {
    private static final Logger log = LoggerFactory.getLogger(Told.class);

    private final BackfillStore store;
    private final TableKey key;
    private Optional<Trouble> standing = Optional.empty();

    Told(BackfillStore store, TableKey key) {
        this.store = store;
        this.key = key;
    }

    /// This is the matter now.
    void tell(Trouble trouble) {
        if (standing.filter(trouble::equals).isPresent()) {
            return;
        }
        store.tell(key, trouble);
        standing = Optional.of(trouble);
        log.atWarn()
                .addKeyValue("backfill", key.backfill())
                .addKeyValue("table", key.table())
                .addKeyValue("code", trouble.code())
                .log("backfill is held up");
    }

    /// A page was appended, and with it stands that nothing is the matter.
    void cleared() {
        standing = Optional.empty();
    }
}
