package dev.rowhook.api.live;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.store.signal.Channel;
import dev.rowhook.store.signal.Notifications;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// All that streams of this node watch. Whoever writes about it is told so, on whichever node.
/// Thread-safe.
final class Topics {
    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Map<Object, Topic> topics = new ConcurrentHashMap<>();
    private final DSLContext api;
    private final LiveLimits limits;
    private final Semaphore readers;

    Topics(DSLContext api, LiveLimits limits) {
        this.api = api;
        this.limits = limits;
        this.readers = new Semaphore(limits.readers(), true);
    }

    /// Lets a stream watch something, until it leaves.
    ///
    /// @param id of what is watched
    /// @param reading reads it, if nobody watches it yet
    void join(
            LiveStream stream,
            Object id,
            DatabaseId database,
            Supplier<? extends Reading> reading) {
        // What is written from now on is told.
        watch(List.of(database));
        topics.compute(
                id,
                (_, known) -> {
                    Topic topic = known;
                    if (topic == null) {
                        topic = new Topic(database, reading.get(), readers, limits.pause());
                        topic.start();
                    }
                    topic.join(stream);
                    return topic;
                });
    }

    void leave(LiveStream stream, Object id) {
        topics.computeIfPresent(
                id,
                (_, topic) -> {
                    if (topic.leave(stream)) {
                        topic.close();
                        return null;
                    }
                    return topic;
                });
    }

    /// Something of a database may have changed, or of any.
    void changed(Optional<DatabaseId> database) {
        topics.values().stream()
                .filter(topic -> database.isEmpty() || database.get().equals(topic.database()))
                .forEach(Topic::changed);
    }

    /// Says again what is watched, before it is forgotten.
    void watchAll() {
        watch(topics.values().stream().map(Topic::database).distinct().toList());
    }

    private void watch(Collection<DatabaseId> databases) {
        if (databases.isEmpty()) {
            return;
        }
        try {
            Notifications.send(api, Channel.WATCHED, databases);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("nobody was told what is watched, trying again");
        }
    }
}
