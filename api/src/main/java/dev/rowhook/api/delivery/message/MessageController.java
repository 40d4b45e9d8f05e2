package dev.rowhook.api.delivery.message;

import static dev.rowhook.core.access.Permission.PAYLOADS_READ;
import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.RowKey;
import dev.rowhook.api.delivery.message.Messages.Asked;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.changelog.Replays;
import dev.rowhook.core.AccountId;
import dev.rowhook.dispatcher.lookup.FoundChanges;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.dispatcher.lookup.RowSearch;
import dev.rowhook.dispatcher.message.MessageId;

import org.jooq.DSLContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Was it delivered? The log is read by the worker's role, outside of the account's transaction.
@RestController
@RequestMapping("/v1/sinks/{reference}/messages")
class MessageController {
    private static final long MAX_ROWS = 200_000;
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final MessageRecords records;
    private final Clock clock = Clock.systemUTC();

    MessageController(
            AccountTransactions transactions, PageCursors cursors, MessageRecords records) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.records = records;
    }

    @Requires(SINKS_READ)
    @GetMapping("/{webhookId}")
    MessageAnswer get(
            AccountId account, @PathVariable String reference, @PathVariable String webhookId) {
        DeliverySink sink =
                transactions.read(account, db -> DeliverySink.require(db, account, reference));
        MessageId id =
                MessageId.parse(webhookId)
                        .filter(parsed -> parsed.sink().equals(sink.id()))
                        .orElseThrow(() -> ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND));
        Optional<LoggedPlace> place =
                records.find(account, sink.id(), List.of(id.seq())).stream().findFirst();
        return answers(sink, List.of(new Asked(id, place))).getFirst();
    }

    /// Looks back from the end of the log, or from where an earlier search stopped.
    @Requires(PAYLOADS_READ)
    @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    FoundMessages search(AccountId account, @PathVariable String reference, Fields fields) {
        Question question =
                transactions.change(
                        account,
                        change -> {
                            DSLContext db = change.db();
                            DeliverySink sink = DeliverySink.require(db, account, reference);
                            Question asked =
                                    question(sink, fields)
                                            .from((scope, cursor) ->
                                                    cursors.open(db, scope, cursor));
                            change.audit(
                                    AuditEntry.of("payload.search", sink.id())
                                            .with("table", asked.search().table().toString()));
                            return asked;
                        });
        DeliverySink sink = question.sink();
        FoundChanges found = records.search(account, sink.id(), question.search());
        Replays replays = transactions.read(sink.account(), sink::replays);
        List<Asked> asked =
                found.changes().stream()
                        .map(place ->
                                new Asked(
                                        sink.message(replays, place.incarnation(), place.seq()),
                                        Optional.of(place)))
                        .toList();
        OptionalLong stopped = found.stoppedAt();
        Optional<Long> stoppedAt =
                stopped.isPresent() ? Optional.of(stopped.getAsLong()) : Optional.empty();
        return new FoundMessages(
                answers(sink, asked),
                stoppedAt.isEmpty(),
                stoppedAt.map(seq -> replays.run() + "-" + seq),
                stoppedAt.map(seq -> cursor(question, seq)));
    }

    private static Question question(DeliverySink sink, Fields fields) {
        Supplier<RowKey> row = RowKey.of(fields);
        Supplier<TimeRange> times = TimeRange.of(fields);
        Supplier<Paging> paging = Paging.of(fields);
        if (fields.isFine() && row.get().key().isEmpty()) {
            fields.refuse("key", "required", "The field is missing.");
        }
        fields.end();
        RowSearch search =
                new RowSearch(
                        row.get().table().orElseThrow(),
                        row.get().key().orElseThrow(),
                        times.get().from(),
                        times.get().to(),
                        OptionalLong.empty(),
                        paging.get().limit(),
                        MAX_ROWS,
                        AT_MOST);
        String list = "messages %s %s".formatted(row.get().hash(), times.get());
        return new Question(sink, search, sink.scope(list), paging.get().cursor());
    }

    private String cursor(Question question, long seq) {
        return transactions.read(
                question.sink().account(), db -> cursors.seal(db, question.scope(), List.of(seq)));
    }

    private List<MessageAnswer> answers(DeliverySink sink, List<Asked> asked) {
        return transactions.read(
                sink.account(), db -> new Messages(db, sink, clock.instant()).answers(asked));
    }
}
