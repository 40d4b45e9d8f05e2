package dev.rowhook.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.dispatcher.http.EventHeaders;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageFormat;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.window.Message;

import okhttp3.Headers;

import java.time.Clock;
import java.util.List;

/// Makes requests of messages: of one as it is, or, if the sink batches, of all as `{"data":[…]}`
/// or as a list of CloudEvents. Thread-safe.
final class WebhookPacker {
    private static final byte[] DATA = "{\"data\":[".getBytes(UTF_8);
    private static final byte[] END = "]}".getBytes(UTF_8);
    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json; charset=UTF-8";

    private final MessageRenderer renderer;
    private final Relations relations;
    private final boolean batch;
    private final Clock clock;

    WebhookPacker(MessageRenderer renderer, Relations relations, boolean batch, Clock clock) {
        this.renderer = renderer;
        this.relations = relations;
        this.batch = batch;
        this.clock = clock;
    }

    /// Appends the body of a request.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if one of them cannot be read or
    ///   said
    /// @throws dev.rowhook.dispatcher.message.MessageTooLargeException if one of them is larger
    ///   than its sink allows
    void write(List<Message> messages, JsonBuffer body) {
        if (!batch) {
            render(messages.getFirst().change(), body);
            return;
        }
        boolean events = renderer.format() == MessageFormat.CLOUDEVENTS;
        if (events) {
            body.append((byte) '[');
        } else {
            body.append(DATA);
        }
        boolean first = true;
        for (Message message : messages) {
            if (!first) {
                body.append((byte) ',');
            }
            first = false;
            render(message.change(), body);
        }
        if (events) {
            body.append((byte) ']');
        } else {
            body.append(END);
        }
    }

    /// What the request is called.
    String id(List<Message> messages) {
        return batch ? BatchId.of(ids(messages)) : renderer.webhookId(messages.getFirst().change());
    }

    private List<String> ids(List<Message> messages) {
        return messages.stream().map(one -> renderer.webhookId(one.change())).toList();
    }

    private void render(LoggedChange change, JsonBuffer body) {
        renderer.render(change, relations.get(change.relation()), body);
    }

    /// The request whose body was written.
    WebhookRequest request(List<Message> messages, JsonBuffer body) {
        byte[] bytes = body.array();
        if (batch) {
            List<String> ids = ids(messages);
            WebhookRequest request =
                    WebhookRequest.batch(
                            BatchId.of(ids), ids, clock.instant(), bytes, body.length());
            return renderer.format() == MessageFormat.CLOUDEVENTS
                    ? request.as(CLOUD_EVENTS, Headers.EMPTY)
                    : request;
        }
        LoggedChange change = messages.getFirst().change();
        WebhookRequest request =
                WebhookRequest.single(
                        renderer.webhookId(change),
                        renderer.sequence(change),
                        clock.instant(),
                        bytes,
                        body.length());
        return switch (renderer.format()) {
            case NATIVE -> request;
            case CLOUDEVENTS -> request.as(CLOUD_EVENT, Headers.EMPTY);
            case CLOUDEVENTS_BINARY ->
                    request.as(
                            request.contentType(),
                            EventHeaders.of(
                                    renderer.eventAttributes(
                                            change, relations.get(change.relation()))));
        };
    }
}
