package dev.rowhook.api.live;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.store.signal.WatchedChanges;

import jakarta.servlet.http.HttpServletResponse;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Streams what people watch. It needs to be told what has changed; streams end when those who
/// opened them may not see it any more, and before the server takes no more requests.
///
/// Thread-safe.
@Component
public class LiveViews implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LiveViews.class);
    private static final Duration SAID_AGAIN = WatchedChanges.WATCHED_FOR.dividedBy(3);

    private final LiveLimits limits;
    private final OpenStreams streams;
    private final Topics topics;
    private final Thread upkeep = Thread.ofVirtual().name("live-views").unstarted(this::keep);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    LiveViews(@Qualifier("apiDsl") DSLContext api, ObjectProvider<LiveLimits> given) {
        this.limits = given.getIfAvailable(LiveLimits::defaults);
        this.streams = new OpenStreams(limits);
        this.topics = new Topics(api, limits);
    }

    LiveLimits limits() {
        return limits;
    }

    /// Something of a database may have changed; if none is named, of any.
    public void changed(Optional<DatabaseId> database) {
        topics.changed(database);
    }

    /// Answers a request by a stream, and returns when it has ended.
    ///
    /// @param id of what is watched
    /// @param reading reads it, if nobody watches it yet
    void stream(
            HttpServletResponse response,
            LiveStream stream,
            Object id,
            DatabaseId database,
            Supplier<? extends Reading> reading)
            throws InterruptedException {
        streams.add(stream);
        try {
            topics.join(stream, id, database, reading);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
            // Proxies would hold events back.
            response.setHeader("X-Accel-Buffering", "no");
            stream.write(response.getOutputStream(), limits.heartbeat());
        } catch (IOException e) {
            log.atDebug().addKeyValue("account", stream.account()).log("reader of a stream gone");
        } finally {
            topics.leave(stream, id);
            streams.remove(stream);
        }
    }

    private void keep() {
        StreamChecks checks = new StreamChecks(limits.unchecked());
        long said = System.nanoTime();
        try {
            while (!stopping.await(limits.checked().toNanos(), TimeUnit.NANOSECONDS)) {
                checks.look(streams.all());
                if (System.nanoTime() - said > SAID_AGAIN.toNanos()) {
                    said = System.nanoTime();
                    topics.watchAll();
                }
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    @Override
    public void start() {
        running = true;
        upkeep.start();
    }

    @Override
    public void stop() {
        running = false;
        streams.close();
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
