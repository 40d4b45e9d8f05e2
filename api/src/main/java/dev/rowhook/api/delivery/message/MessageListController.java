package dev.rowhook.api.delivery.message;

import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.message.DeliveredRows.Delivered;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.PageCursors.Scope;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.request.Fields;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.core.AccountId;
import dev.rowhook.dispatcher.lookup.BacklogPart;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.dispatcher.lookup.MessageRecords;

import org.jooq.DSLContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// The messages of a sink that are in one state. The log is read by the worker's role, outside of
/// the account's transaction.
@RestController
@RequestMapping("/v1/sinks/{reference}/messages")
class MessageListController {
    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final MessageRecords records;
    private final LogHistory logs;

    MessageListController(
            AccountTransactions transactions,
            PageCursors cursors,
            MessageRecords records,
            LogHistory logs) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.records = records;
        this.logs = logs;
    }

    private record Asked(DeliverySink sink, ListedState state, Paging paging) {
        Scope scope() {
            return sink.scope("messages that are " + state.word());
        }
    }

    @Requires(SINKS_READ)
    @GetMapping
    Page<ListedMessage> list(AccountId account, @PathVariable String reference, Fields query) {
        Asked asked =
                transactions.read(
                        account,
                        db -> {
                            DeliverySink sink = DeliverySink.require(db, account, reference);
                            Supplier<ListedState> state =
                                    query.optional(
                                            "state", ListedState.reader(), ListedState.PENDING);
                            Supplier<Paging> paging = Paging.of(query);
                            query.end();
                            return new Asked(sink, state.get(), paging.get());
                        });
        return switch (asked.state()) {
            case PENDING -> page(asked, PendingRows::all);
            case RETRYING -> page(asked, PendingRows::retrying);
            case WAITING -> page(asked, PendingRows::waiting);
            case DEAD -> page(asked, DeadRows::new);
            case DISCARDED -> page(asked, DiscardedRows::new);
            case LAG -> lag(asked);
            case DELIVERED -> delivered(asked);
        };
    }

    private <R> Page<ListedMessage> page(
            Asked asked, BiFunction<DSLContext, DeliverySink, MessageRows<R>> list) {
        return transactions.read(
                asked.sink().account(),
                db -> {
                    MessageRows<R> rows = list.apply(db, asked.sink());
                    return new Listing<R>(cursors, asked.scope(), rows::place)
                            .page(db, asked.paging(), rows, rows::answers);
                });
    }

    private Page<ListedMessage> lag(Asked asked) {
        DeliverySink sink = asked.sink();
        Optional<Long> after =
                transactions.read(sink.account(), db -> after(db, asked)).map(List::getFirst);
        BacklogPart part =
                logs.backlog(
                        sink.account(),
                        sink.id(),
                        after.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                        asked.paging().limit());
        Optional<List<Long>> stopped =
                part.stoppedAt().isPresent()
                        ? Optional.of(List.of(part.stoppedAt().getAsLong()))
                        : Optional.empty();
        return transactions.read(
                sink.account(),
                db -> {
                    MessageNames names = new MessageNames(db, sink);
                    return new Page<>(
                            part.changes().stream().map(place -> unsent(place, names)).toList(),
                            next(db, asked, stopped));
                });
    }

    private static ListedMessage unsent(LoggedPlace place, MessageNames names) {
        return new ListedMessage(
                names.of(place),
                MessageState.PENDING,
                ListedMessage.Tries.NONE,
                ListedMessage.End.NONE);
    }

    private Page<ListedMessage> delivered(Asked asked) {
        DeliverySink sink = asked.sink();
        DeliveredRows.Part part =
                transactions.read(
                        sink.account(),
                        db ->
                                new DeliveredRows(db, sink)
                                        .read(after(db, asked), asked.paging().limit()));
        List<LoggedPlace> places =
                records.find(
                        sink.account(),
                        sink.id(),
                        part.rows().stream().map(Delivered::seq).distinct().toList());
        return transactions.read(
                sink.account(),
                db -> {
                    DeliveredAnswers answers = new DeliveredAnswers(db, sink, places);
                    return new Page<>(
                            part.rows().stream().map(answers::answer).toList(),
                            next(db, asked, part.stoppedAt()));
                });
    }

    private Optional<List<Long>> after(DSLContext db, Asked asked) {
        return cursors.open(db, asked.scope(), asked.paging().cursor());
    }

    private Optional<String> next(DSLContext db, Asked asked, Optional<List<Long>> stopped) {
        return stopped.map(place -> cursors.seal(db, asked.scope(), place));
    }
}
