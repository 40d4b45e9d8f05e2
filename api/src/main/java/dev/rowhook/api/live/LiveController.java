package dev.rowhook.api.live;

import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.auth.StandingCallers;
import dev.rowhook.api.backfill.WatchedBackfill;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.BackfillId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

@RestController
@RequestMapping(path = "/v1", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
class LiveController {
    private static final String LAST_EVENT = "Last-Event-ID";

    private final AccountTransactions transactions;
    private final StandingCallers callers;
    private final LiveViews views;
    private final JsonMapper json;

    LiveController(
            AccountTransactions transactions,
            StandingCallers callers,
            LiveViews views,
            JsonMapper json) {
        this.transactions = transactions;
        this.callers = callers;
        this.views = views;
        this.json = json;
    }

    @Requires(SINKS_READ)
    @GetMapping("/sinks/{reference}/events")
    void ofSink(
            Caller caller,
            @PathVariable String reference,
            Fields query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        AccountId account = caller.account();
        DeliverySink sink =
                transactions.read(account, db -> DeliverySink.require(db, account, reference));
        Supplier<Set<EventKind>> kinds = EventKinds.of(query);
        Supplier<AttemptChoice> choice = AttemptChoice.of(query);
        query.end();
        LiveStream.Wish wish = new LiveStream.Wish(kinds.get(), choice.get(), after(request));
        views.stream(
                response,
                stream(caller, request, wish),
                sink.id(),
                sink.database(),
                () -> new SinkReading(transactions, sink, views.limits(), json));
    }

    /// A client that comes back after the end is told to stay away.
    @Requires(SINKS_READ)
    @GetMapping("/backfills/{id}/events")
    void ofBackfill(
            Caller caller,
            @PathVariable String id,
            Fields query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        AccountId account = caller.account();
        WatchedBackfill backfill =
                transactions.read(account, db -> WatchedBackfill.require(db, account, id));
        query.end();
        if (backfill.isEnded() && EndReason.ID.equals(request.getHeader(LAST_EVENT))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        LiveStream.Wish wish =
                new LiveStream.Wish(
                        Set.of(EventKind.PROGRESS), AttemptChoice.ALL, Optional.empty());
        views.stream(
                response,
                stream(caller, request, wish),
                BackfillId.parse(id).orElseThrow(),
                backfill.database(),
                () -> new BackfillReading(transactions, account, id, json));
    }

    private LiveStream stream(Caller caller, HttpServletRequest request, LiveStream.Wish wish) {
        if (caller.isSuspended()) {
            throw ProblemException.of(
                    ProblemCode.ACCOUNT_SUSPENDED, "Of a suspended account nothing is streamed.");
        }
        return new LiveStream(caller.account(), callers.of(request), wish, views.limits().queued());
    }

    private static Optional<AttemptId> after(HttpServletRequest request) {
        Optional<String> last =
                Optional.ofNullable(request.getHeader(LAST_EVENT)).filter(id -> !id.isEmpty());
        return last.map(id ->
                AttemptId.parse(id)
                        .orElseThrow(() ->
                                ProblemException.of(
                                        ProblemCode.INVALID_LAST_EVENT_ID,
                                        "The header Last-Event-ID is not the id of an event of such a stream.")));
    }
}
