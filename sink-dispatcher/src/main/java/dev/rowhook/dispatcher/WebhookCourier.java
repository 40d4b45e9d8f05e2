package dev.rowhook.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.window.Message;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Renders messages and posts them: one as it is, or, if the sink batches, all as `{"data":[…]}`.
/// Thread-safe.
final class WebhookCourier implements Courier {
    private static final byte[] DATA = "{\"data\":[".getBytes(UTF_8);
    private static final byte[] END = "]}".getBytes(UTF_8);

    private final MessageRenderer renderer;
    private final Relations relations;
    private final WebhookSender sender;
    private final boolean batch;
    private final Clock clock;
    private final Queue<JsonBuffer> buffers = new ConcurrentLinkedQueue<>();

    WebhookCourier(
            MessageRenderer renderer,
            Relations relations,
            WebhookSender sender,
            boolean batch,
            Clock clock) {
        this.renderer = renderer;
        this.relations = relations;
        this.sender = sender;
        this.batch = batch;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(List<Message> messages) {
        JsonBuffer known = buffers.poll();
        JsonBuffer body = known == null ? new JsonBuffer() : known;
        try {
            body.reset();
            write(messages, body);
            return sender.post(request(messages, body));
        } catch (MalformedChangeException e) {
            return new Outcome.Undecodable();
        } finally {
            buffers.add(body);
        }
    }

    private void write(List<Message> messages, JsonBuffer body) {
        if (!batch) {
            render(messages.getFirst().change(), body);
            return;
        }
        body.append(DATA);
        boolean first = true;
        for (Message message : messages) {
            if (!first) {
                body.append((byte) ',');
            }
            first = false;
            render(message.change(), body);
        }
        body.append(END);
    }

    private void render(LoggedChange change, JsonBuffer body) {
        renderer.render(change, relations.get(change.relation()), body);
    }

    private WebhookRequest request(List<Message> messages, JsonBuffer body) {
        LoggedChange change = messages.getFirst().change();
        String id =
                batch
                        ? BatchId.of(
                                messages.stream()
                                        .map(one -> renderer.webhookId(one.change()))
                                        .toList())
                        : renderer.webhookId(change);
        Optional<String> sequence =
                batch ? Optional.empty() : Optional.of(renderer.sequence(change));
        return new WebhookRequest(id, sequence, clock.instant(), body.array(), body.length());
    }

    @Override
    public void cancelAll() {
        sender.cancelAll();
    }
}
