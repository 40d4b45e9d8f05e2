package dev.rowhook.api.delivery.replay;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.LogPlaceReaders;
import dev.rowhook.api.request.Readers;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.core.Lsn;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// From where on a sink is to be sent everything again, or only asked about it.
///
/// @param newIds whether what is sent again has ids of its own
record ReplayRequest(LogPlace from, boolean newIds, boolean plan) {

    static ReplayRequest read(Fields fields, Clock clock) {
        Supplier<LogPlace> from = from(fields, fields.object("from"), clock);
        Supplier<String> ids = fields.optional("ids", Readers.oneOf("same", "new"), "same");
        Supplier<Boolean> plan = fields.optional("plan", Readers.flag(), false);
        fields.end();
        return new ReplayRequest(from.get(), ids.get().equals("new"), plan.get());
    }

    private static Supplier<LogPlace> from(Fields fields, Fields from, Clock clock) {
        Supplier<Optional<Long>> seq = from.optional("seq", LogPlaceReaders.seq());
        Supplier<Optional<Lsn>> lsn = from.optional("lsn", LogPlaceReaders.lsn());
        Supplier<Optional<Instant>> time = from.optional("time", LogPlaceReaders.past(clock));
        long named = Stream.of("seq", "lsn", "time").filter(from::hasValue).count();
        if (named != 1 && fields.isFine()) {
            fields.refuse("from", "required", "Expected one of: seq, lsn, time.");
        }
        return () ->
                seq.get()
                        .<LogPlace>map(LogPlace.Seq::new)
                        .or(() -> lsn.get().map(LogPlace.Commit::new))
                        .or(() -> time.get().map(LogPlace.Time::new))
                        .orElseThrow();
    }
}
