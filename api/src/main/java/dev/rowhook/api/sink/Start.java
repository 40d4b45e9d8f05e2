package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.LogPlaceReaders;
import dev.rowhook.api.request.Readers;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/// Where a sink begins: now, at a time or at a place in the WAL.
record Start(@JsonIgnore LogPlace place) {
    private static final String NOW = "now";
    private static final Start AT_NOW = new Start(new LogPlace.End());

    /// @param fields those of `start`
    static Supplier<Start> read(Fields fields, Clock clock) {
        return fields.optional("at", reader(clock), AT_NOW);
    }

    private static FieldReader<Start> reader(Clock clock) {
        return value -> {
            String text = Readers.text().read(value);
            if (text.equals(NOW)) {
                return AT_NOW;
            }
            return new Start(
                    text.indexOf('/') >= 0
                            ? new LogPlace.Commit(LogPlaceReaders.lsn().read(value))
                            : new LogPlace.Time(LogPlaceReaders.past(clock).read(value)));
        };
    }

    static Start of(SinkRecord sink) {
        @Nullable Long lsn = sink.getStartLsn();
        @Nullable Instant time = sink.getStartTime();
        if (lsn != null) {
            return new Start(new LogPlace.Commit(new Lsn(lsn)));
        }
        return time == null ? AT_NOW : new Start(new LogPlace.Time(time));
    }

    void saveTo(SinkRecord sink) {
        switch (place) {
            case LogPlace.Commit(Lsn lsn) -> sink.setStartLsn(lsn.value());
            case LogPlace.Time(Instant time) -> sink.setStartTime(time);
            case LogPlace.End _, LogPlace.Seq _ -> {}
        }
    }

    boolean isNow() {
        return place instanceof LogPlace.End;
    }

    /// As requests write it.
    @JsonProperty("at")
    String at() {
        return switch (place) {
            case LogPlace.Commit(Lsn lsn) -> lsn.toString();
            case LogPlace.Time(Instant time) -> time.toString();
            case LogPlace.End _, LogPlace.Seq _ -> NOW;
        };
    }
}
