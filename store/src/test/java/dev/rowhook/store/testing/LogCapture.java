package dev.rowhook.store.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Everything that is logged: what is ours at every level, and what is of others at levels lower
/// than any server logs it. Thread-safe.
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Map<String, Level> LEVELS =
            Map.of(
                    "dev.rowhook", Level.TRACE,
                    "org.jooq", Level.TRACE,
                    // Below it stand the values of statements.
                    "org.postgresql", Level.DEBUG,
                    "com.zaxxer.hikari", Level.DEBUG,
                    "org.quartz", Level.DEBUG,
                    "okhttp3", Level.DEBUG,
                    // Below it stand paths, in which tokens of pages are, and sessions.
                    "org.springframework", Level.INFO);

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<String, @Nullable Level> before = new HashMap<>();
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private record Line(String logger, String text) {}

    public LogCapture() {
        setContext(loggers);
        start();
        LEVELS.forEach((name, level) -> {
            Logger logger = loggers.getLogger(name);
            before.put(name, logger.getLevel());
            logger.setLevel(level);
        });
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text =
                "%s %s %s %s\n"
                        .formatted(
                                event.getFormattedMessage(),
                                event.getKeyValuePairs(),
                                event.getMDCPropertyMap(),
                                event.getThrowableProxy() == null
                                        ? ""
                                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        lines.add(new Line(event.getLoggerName(), text));
    }

    /// What was logged until now, by the logger.
    public Map<String, String> texts() {
        return lines.stream()
                .collect(
                        Collectors.groupingBy(
                                Line::logger,
                                Collectors.mapping(Line::text, Collectors.joining())));
    }

    @Override
    public void close() {
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        before.forEach((name, level) -> loggers.getLogger(name).setLevel(level));
        stop();
    }
}
