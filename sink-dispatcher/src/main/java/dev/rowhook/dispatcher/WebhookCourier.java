package dev.rowhook.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.dispatcher.http.EventHeaders;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageFormat;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageTooLargeException;
import dev.rowhook.dispatcher.window.Message;

import okhttp3.Headers;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Renders messages and posts them: one as it is, or, if the sink batches, all as `{"data":[…]}` or
/// as a list of CloudEvents. Where one of them cannot be sent, none is. Thread-safe.
final class WebhookCourier implements Courier {
    private static final byte[] DATA = "{\"data\":[".getBytes(UTF_8);
    private static final byte[] END = "]}".getBytes(UTF_8);
    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json; charset=UTF-8";

    private static final int MOST_KEPT_BYTES = 256 << 10;

    private final MessageRenderer renderer;
    private final Relations relations;
    private final FilterRecheck recheck;
    private final WebhookSender sender;
    private final boolean batch;
    private final int run;
    private final Clock clock;
    private final Queue<JsonBuffer> buffers = new ConcurrentLinkedQueue<>();

    WebhookCourier(
            MessageRenderer renderer,
            Relations relations,
            FilterRecheck recheck,
            WebhookSender sender,
            boolean batch,
            Clock clock) {
        this.renderer = renderer;
        this.relations = relations;
        this.recheck = recheck;
        this.sender = sender;
        this.batch = batch;
        this.run = renderer.run();
        this.clock = clock;
    }

    @Override
    public Exchange deliver(List<Message> messages) {
        JsonBuffer known = buffers.poll();
        JsonBuffer body = known == null ? new JsonBuffer() : known;
        try {
            body.reset();
            requireJudged(messages);
            write(messages, body);
            return post(messages, request(messages, body));
        } catch (MalformedChangeException e) {
            return unsendable(messages, Outcome.Fault.UNDECODABLE);
        } catch (MessageTooLargeException e) {
            return unsendable(messages, Outcome.Fault.TOO_LARGE);
        } catch (FilterFailedException e) {
            return unsendable(messages, Outcome.Fault.FILTER_FAILED);
        } finally {
            keep(body);
        }
    }

    private Exchange post(List<Message> messages, WebhookRequest request) {
        boolean redriven = messages.stream().anyMatch(Message::redriven);
        WebhookRequest marked = redriven ? request.redriven(true) : request;
        return run == 0
                ? sender.post(marked)
                : sender.post(marked.replayed(replayRun(messages))).inRun(run);
    }

    /// The replay that sends all of them again.
    private int replayRun(List<Message> messages) {
        int first = renderer.replayRun(messages.getFirst().change());
        boolean all = messages.stream().allMatch(one -> renderer.replayRun(one.change()) == first);
        return all ? first : 0;
    }

    /// A filter that was mended since may take what it had failed for.
    private void requireJudged(List<Message> messages) {
        for (Message message : messages) {
            if (message.unjudged() && recheck.fails(message.change())) {
                throw new FilterFailedException(message.seq());
            }
        }
    }

    /// Large ones are rare, and would add up.
    private void keep(JsonBuffer body) {
        if (body.array().length <= MOST_KEPT_BYTES) {
            buffers.add(body);
        }
    }

    private void write(List<Message> messages, JsonBuffer body) {
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

    private Exchange unsendable(List<Message> messages, Outcome.Fault fault) {
        return Exchange.none(new Outcome.Unsendable(fault), id(messages), clock.instant())
                .inRun(run);
    }

    private String id(List<Message> messages) {
        return batch ? BatchId.of(ids(messages)) : renderer.webhookId(messages.getFirst().change());
    }

    private List<String> ids(List<Message> messages) {
        return messages.stream().map(one -> renderer.webhookId(one.change())).toList();
    }

    private void render(LoggedChange change, JsonBuffer body) {
        renderer.render(change, relations.get(change.relation()), body);
    }

    private WebhookRequest request(List<Message> messages, JsonBuffer body) {
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

    @Override
    public String webhookId(Message message) {
        return renderer.webhookId(message.change());
    }

    @Override
    public void cancelAll() {
        sender.cancelAll();
    }
}
