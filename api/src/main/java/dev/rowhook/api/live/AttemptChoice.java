package dev.rowhook.api.live;

import dev.rowhook.api.delivery.attempt.AttemptAnswer;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.api.request.Readers;

import java.util.Optional;
import java.util.function.Supplier;

/// Which attempts a stream shows.
record AttemptChoice(Optional<Boolean> accepted, Optional<String> code) {
    static final AttemptChoice ALL = new AttemptChoice(Optional.empty(), Optional.empty());
    private static final int MAX_CODE = 40;

    static Supplier<AttemptChoice> of(Fields query) {
        Supplier<Optional<Boolean>> accepted = query.optional("accepted", QueryReaders.flag());
        Supplier<Optional<String>> code = query.optional("code", Readers.text(MAX_CODE));
        return () -> new AttemptChoice(accepted.get(), code.get());
    }

    boolean holds(AttemptAnswer attempt) {
        return accepted.filter(wanted -> wanted != attempt.accepted()).isEmpty()
                && code.filter(wanted -> !wanted.equals(attempt.code())).isEmpty();
    }
}
