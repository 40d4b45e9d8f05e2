package dev.rowhook.api.delivery.count;

import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A stretch of time in steps of one length. Each step begins at a multiple of its length (UTC).
record Window(Instant from, Instant to, @JsonSerialize(using = DurationJson.class) Duration step) {
    private static final int MAX_STEPS = 1500;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, Duration> STEPS = new LinkedHashMap<>();
    private static final Map<String, Duration> WINDOWS = new LinkedHashMap<>();

    static {
        STEPS.put("1m", Duration.ofMinutes(1));
        STEPS.put("5m", Duration.ofMinutes(5));
        STEPS.put("15m", Duration.ofMinutes(15));
        STEPS.put("1h", HOUR);
        STEPS.put("1d", Duration.ofDays(1));
        WINDOWS.put("1h", HOUR);
        WINDOWS.put("24h", Duration.ofHours(24));
        WINDOWS.put("7d", Duration.ofDays(7));
    }

    /// How much may be asked for.
    ///
    /// @param fine how much of it in steps of less than an hour
    record Limits(Duration longest, Duration fine) {}

    /// Asks for the fields `window`, or `from` and `to`, and `step`; to be read when the fields
    /// are. Without any it is the last hour by minutes. The steps hold all that is asked for, and
    /// the last one may go on.
    static Supplier<Window> of(Fields query, Instant now, Limits limits) {
        Supplier<Optional<String>> named = query.optional("window", oneOf(WINDOWS));
        Supplier<Optional<String>> step = query.optional("step", oneOf(STEPS));
        if (query.hasValue("window")) {
            query.refuseAny("with_window", "A window ends now.", "from", "to");
        }
        Supplier<TimeRange> times = TimeRange.of(query);
        if (!query.isFine()) {
            return () -> new Window(now, now, Duration.ofMinutes(1));
        }
        Window window = of(named.get().map(WINDOWS::get), times.get(), step.get(), now, limits);
        check(query, window, limits);
        return () -> window;
    }

    private static FieldReader<String> oneOf(Map<String, Duration> known) {
        return Readers.oneOf(known.keySet().toArray(String[]::new));
    }

    private static Window of(
            Optional<Duration> span,
            TimeRange times,
            Optional<String> step,
            Instant now,
            Limits limits) {
        Instant end = times.to().filter(now::isAfter).orElse(now);
        Duration asked =
                times.from().map(from -> Duration.between(from, end)).or(() -> span).orElse(HOUR);
        Duration length = step.map(STEPS::get).orElseGet(() -> fitting(asked, limits));
        Instant to = ceil(end, length);
        return new Window(floor(times.from().orElseGet(() -> to.minus(asked)), length), to, length);
    }

    /// By which a chart of about a hundred to three hundred points shows so much.
    private static Duration fitting(Duration span, Limits limits) {
        if (span.compareTo(Duration.ofHours(4)) <= 0) {
            return Duration.ofMinutes(1);
        }
        return span.compareTo(Duration.ofHours(25)) <= 0 && span.compareTo(limits.fine) <= 0
                ? Duration.ofMinutes(5)
                : HOUR;
    }

    private static void check(Fields query, Window window, Limits limits) {
        Duration span = Duration.between(window.from, window.to);
        if (!span.isPositive()) {
            query.refuse(
                    "from", "out_of_range", "The beginning has to lie before the end, and now.");
        } else if (span.minus(window.step.multipliedBy(2)).compareTo(limits.longest) > 0) {
            query.refuse(
                    "from",
                    "out_of_range",
                    "At most %d days of counts at a time.".formatted(limits.longest.toDays()));
        } else if (window.step.compareTo(HOUR) < 0
                && span.minus(window.step).compareTo(limits.fine) > 0) {
            query.refuse(
                    "step",
                    "out_of_range",
                    "Steps of less than an hour for at most %d hours at a time."
                            .formatted(limits.fine.toHours()));
        } else if (window.steps() > MAX_STEPS) {
            query.refuse(
                    "step", "out_of_range", "At most %d steps at a time.".formatted(MAX_STEPS));
        }
    }

    /// How many steps there are.
    int steps() {
        return Math.toIntExact(Duration.between(from, to).dividedBy(step));
    }

    /// Where a step begins.
    Instant begin(int number) {
        return from.plus(step.multipliedBy(number));
    }

    /// How much of a step is over.
    Duration over(int number, Instant now) {
        Duration passed = Duration.between(begin(number), now);
        return passed.compareTo(step) < 0 ? passed : step;
    }

    private static Instant floor(Instant time, Duration step) {
        return Instant.ofEpochSecond(
                Math.floorDiv(time.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    private static Instant ceil(Instant time, Duration step) {
        Instant floor = floor(time, step);
        return floor.equals(time) ? time : floor.plus(step);
    }
}
