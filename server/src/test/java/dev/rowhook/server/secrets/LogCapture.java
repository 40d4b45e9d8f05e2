package dev.rowhook.server.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Everything that our own code logs, at every level.
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger ours =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.rowhook");
    private final @Nullable Level before = ours.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    LogCapture() {
        setContext(ours.getLoggerContext());
        start();
        ours.setLevel(Level.TRACE);
        ours.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
        for (IThrowableProxy cause = event.getThrowableProxy();
                cause != null;
                cause = cause.getCause()) {
            lines.add(String.valueOf(cause.getMessage()));
        }
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        ours.detachAppender(this);
        ours.setLevel(before);
        stop();
    }
}
