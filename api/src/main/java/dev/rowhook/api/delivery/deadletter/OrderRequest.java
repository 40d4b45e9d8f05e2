package dev.rowhook.api.delivery.deadletter;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.util.function.Supplier;

/// What is to be done about dead letters, or only planned.
record OrderRequest(Action action, Selection selection, boolean plan) {

    /// What is done with them.
    enum Action {
        /// They are given another turn, with all their retries.
        REDRIVE("redrive"),
        /// They are gone, and noted as discarded.
        DISCARD("discard");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Reads the body of a request, whose account has the sink.
    static OrderRequest read(Action action, Fields fields, DeliverySink sink) {
        Supplier<Selection> selection = Selection.of(fields, sink);
        Supplier<Boolean> plan = fields.optional("plan", Readers.flag(), false);
        fields.end();
        return new OrderRequest(action, selection.get(), plan.get());
    }
}
