package dev.rowhook.api.paging;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// From a time on, and before another one.
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {

    /// Asks for the fields `from` and `to`; to be read when the fields are.
    public static Supplier<TimeRange> of(Fields fields) {
        Supplier<Optional<Instant>> from = fields.optional("from", QueryReaders.instant());
        Supplier<Optional<Instant>> to = fields.optional("to", QueryReaders.instant());
        return () -> new TimeRange(from.get(), to.get());
    }

    /// That a time lies in it.
    public Condition holds(Field<Instant> time) {
        return from.map(time::ge)
                .orElse(DSL.noCondition())
                .and(to.map(time::lt).orElse(DSL.noCondition()));
    }
}
