package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkReplays;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Relation;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageShape;
import dev.rowhook.dispatcher.pending.AccountSealer;
import dev.rowhook.dispatcher.pending.PendingLookup;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Shows a pending message as its sink would send it now. Thread-safe.
public final class MessagePreview {
    private final DSLContext worker;
    private final DataKeys keys;

    public MessagePreview(DSLContext worker, DataKeys keys) {
        this.worker = worker;
        this.keys = keys;
    }

    /// The JSON of a pending message; empty if there is none, or if it cannot be sent.
    public Optional<String> of(AccountId account, SinkId sink, long seq) {
        Optional<LoggedChange> change =
                new PendingLookup(worker, account, sink, new AccountSealer(worker, keys, account))
                        .find(seq);
        Optional<MessageShape> shape =
                new SinkSettingsTable(worker, keys).find(account, sink).map(SinkSettings::shape);
        if (change.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        StoredRelations relations = StoredRelations.load(worker, account, shape.get().database());
        return render(
                change.get(),
                relations.get(change.get().relation()),
                new MessageRenderer(shape.get(), SinkReplays.read(worker, account, sink)));
    }

    private static Optional<String> render(
            LoggedChange change, Relation relation, MessageRenderer renderer) {
        JsonBuffer out = new JsonBuffer();
        try {
            renderer.render(change, relation, out);
        } catch (RuntimeException e) {
            // Whatever makes it impossible to send is why it is a dead letter, and told there.
            return Optional.empty();
        }
        return Optional.of(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8));
    }
}
