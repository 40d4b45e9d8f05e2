package dev.rowhook.api.delivery.count;

import dev.rowhook.api.delivery.count.CountsAnswer.Bucket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Counts of a window, by its steps. Not thread-safe.
final class Chart {
    private final Window window;
    private final Instant now;
    private final List<Tally> steps;

    Chart(Window window, Instant now) {
        this.window = window;
        this.now = now;
        this.steps = new ArrayList<>(Stream.generate(Tally::new).limit(window.steps()).toList());
    }

    /// @param begin where a step begins
    void add(Instant begin, String code, Count count) {
        Duration after = Duration.between(window.from(), begin);
        steps.get(Math.toIntExact(after.dividedBy(window.step()))).add(code, count);
    }

    /// A bucket a step, whether or not there was anything in it.
    List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            buckets.add(new Bucket(window.begin(i), steps.get(i).over(window.over(i, now))));
        }
        return buckets;
    }

    Counted total() {
        Tally total = new Tally();
        steps.forEach(total::add);
        return total.over(span());
    }

    /// For how long something could be counted.
    Duration span() {
        Instant end = now.isBefore(window.to()) ? now : window.to();
        return Duration.between(window.from(), end);
    }
}
