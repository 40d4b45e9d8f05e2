package dev.rowhook.api.delivery.count;

import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.core.AccountId;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1")
class CountController {
    private static final Window.Limits OF_A_SINK =
            new Window.Limits(Duration.ofDays(90), Duration.ofDays(7));
    private static final Window.Limits OF_ALL =
            new Window.Limits(Duration.ofDays(7), Duration.ofHours(4));
    private static final int TOP = 20;
    private static final int MAX_TOP = 1000;

    private final AccountTransactions transactions;
    private final Clock clock = Clock.systemUTC();

    CountController(AccountTransactions transactions) {
        this.transactions = transactions;
    }

    @Requires(SINKS_READ)
    @GetMapping("/sinks/{reference}/counts")
    CountsAnswer ofSink(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Instant now = clock.instant();
                    Supplier<Window> asked = Window.of(query, now, OF_A_SINK);
                    query.end();
                    Window window = asked.get();
                    Chart chart = new Chart(window, now);
                    new CountRows(db).read(sink, window, chart);
                    return new CountsAnswer(window, chart.buckets(), chart.total());
                });
    }

    @Requires(SINKS_READ)
    @GetMapping("/counts")
    CountsAnswer.OfAccount ofAll(AccountId account, Fields query) {
        Instant now = clock.instant();
        Supplier<Window> asked = Window.of(query, now, OF_ALL);
        Supplier<Integer> top = query.optional("top", QueryReaders.integer(0, MAX_TOP), TOP);
        query.end();
        Window window = asked.get();
        Chart chart = new Chart(window, now);
        Shares shares = new Shares();
        return transactions.read(
                account,
                db -> {
                    new CountRows(db).read(account, window, chart, shares);
                    return new CountsAnswer.OfAccount(
                            new CountsAnswer(window, chart.buckets(), chart.total()),
                            shares.most(db, account, top.get(), chart.span()));
                });
    }
}
