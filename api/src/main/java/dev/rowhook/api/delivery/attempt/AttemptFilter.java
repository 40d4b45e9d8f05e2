package dev.rowhook.api.delivery.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.api.request.Readers;

import org.jooq.Condition;
import org.jooq.impl.DSL;

import java.util.Optional;
import java.util.function.Supplier;

/// Which attempts are asked for.
record AttemptFilter(Optional<Boolean> accepted, Optional<String> code, TimeRange times) {
    private static final int MAX_CODE = 40;

    static Supplier<AttemptFilter> of(Fields fields) {
        Supplier<Optional<Boolean>> accepted = fields.optional("accepted", QueryReaders.flag());
        Supplier<Optional<String>> code = fields.optional("code", Readers.text(MAX_CODE));
        Supplier<TimeRange> times = TimeRange.of(fields);
        return () -> new AttemptFilter(accepted.get(), code.get(), times.get());
    }

    Condition condition() {
        return times.holds(DELIVERY_ATTEMPT.AT)
                .and(accepted.map(DELIVERY_ATTEMPT.ACCEPTED::eq).orElse(DSL.noCondition()))
                .and(code.map(DELIVERY_ATTEMPT.CODE::eq).orElse(DSL.noCondition()));
    }
}
