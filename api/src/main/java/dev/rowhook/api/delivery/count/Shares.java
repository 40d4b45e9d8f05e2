package dev.rowhook.api.delivery.count;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.delivery.count.CountsAnswer.Share;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the sinks of an account did, each of them. Not thread-safe.
final class Shares {
    private static final Comparator<Map.Entry<SinkId, Counted>> MOST_FIRST =
            Comparator.comparingLong(
                            (Map.Entry<SinkId, Counted> sink) -> sink.getValue().messages())
                    .reversed()
                    .thenComparing(sink -> sink.getKey().value());

    private final Map<SinkId, Tally> sinks = new HashMap<>();

    void add(SinkId sink, String code, Count count) {
        sinks.computeIfAbsent(sink, _ -> new Tally()).add(code, count);
    }

    /// Those with the most messages first.
    List<Share> most(DSLContext db, AccountId account, int limit, Duration span) {
        List<Map.Entry<SinkId, Counted>> most =
                sinks.entrySet().stream()
                        .map(sink -> Map.entry(sink.getKey(), sink.getValue().over(span)))
                        .sorted(MOST_FIRST)
                        .limit(limit)
                        .toList();
        Map<UUID, String> names =
                db.select(SINK.ID, SINK.NAME)
                        .from(SINK)
                        .where(SINK.ACCOUNT_ID.eq(account.value()))
                        .and(SINK.ID.in(most.stream().map(sink -> sink.getKey().value()).toList()))
                        .fetchMap(SINK.ID, SINK.NAME);
        return most.stream()
                .flatMap(sink ->
                        Optional.ofNullable(names.get(sink.getKey().value())).stream()
                                .map(name ->
                                        new Share(sink.getKey().toString(), name, sink.getValue())))
                .toList();
    }
}
