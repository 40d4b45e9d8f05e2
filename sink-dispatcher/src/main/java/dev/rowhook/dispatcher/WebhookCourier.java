package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageTooLargeException;
import dev.rowhook.dispatcher.window.Message;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Packs messages and posts them. Where one of them cannot be sent, none is. Thread-safe.
final class WebhookCourier implements Courier {
    private static final int MOST_KEPT_BYTES = 256 << 10;

    private final MessageRenderer renderer;
    private final WebhookPacker packer;
    private final FilterRecheck recheck;
    private final WebhookSender sender;
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
        this.packer = new WebhookPacker(renderer, relations, batch, clock);
        this.recheck = recheck;
        this.sender = sender;
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
            packer.write(messages, body);
            return post(messages, packer.request(messages, body));
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

    private Exchange unsendable(List<Message> messages, Outcome.Fault fault) {
        return Exchange.none(new Outcome.Unsendable(fault), packer.id(messages), clock.instant())
                .inRun(run);
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
