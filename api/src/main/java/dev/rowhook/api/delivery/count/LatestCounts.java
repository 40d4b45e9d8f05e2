package dev.rowhook.api.delivery.count;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.count.CountsAnswer.Bucket;

import org.jooq.DSLContext;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a sink did in the minute that goes on, and in the one before.
public record LatestCounts(List<Bucket> data) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public LatestCounts {
        data = List.copyOf(data);
    }

    /// As it is saved at a time.
    public static LatestCounts read(DSLContext db, DeliverySink sink, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Window window = new Window(minute.minus(MINUTE), minute.plus(MINUTE), MINUTE);
        Chart chart = new Chart(window, now);
        new CountRows(db).read(sink, window, chart);
        return new LatestCounts(chart.buckets());
    }
}
