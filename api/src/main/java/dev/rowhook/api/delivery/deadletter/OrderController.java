package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.core.access.Permission.SINKS_OPERATE;
import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.Accepted;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.deadletter.OrderRequest.Action;
import dev.rowhook.api.paging.Listing;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.OrderId;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.function.Supplier;

@RestController
@RequestMapping("/v1/sinks/{reference}")
class OrderController {
    private static final Logger log = LoggerFactory.getLogger(OrderController.class);
    private static final Duration DONE_WITHIN = Duration.ofSeconds(10);

    private final AccountTransactions transactions;
    private final PageCursors cursors;
    private final CompletedOrders completed;

    OrderController(
            AccountTransactions transactions, PageCursors cursors, CompletedOrders completed) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.completed = completed;
    }

    @Requires(SINKS_OPERATE)
    @PostMapping(path = "/dead-letters/redrive", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> redrive(
            AccountId account, Actor actor, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        return order(account, actor, reference, fields, Action.REDRIVE);
    }

    @Requires(SINKS_OPERATE)
    @PostMapping(path = "/dead-letters/discard", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> discard(
            AccountId account, Actor actor, @PathVariable String reference, Fields fields)
            throws InterruptedException {
        return order(account, actor, reference, fields, Action.DISCARD);
    }

    /// Waits a while for the sink's owner: 200 tells that it is done, 202 that it is ordered. A
    /// plan is answered at once, and changes nothing.
    private ResponseEntity<Object> order(
            AccountId account, Actor actor, String reference, Fields fields, Action action)
            throws InterruptedException {
        Given given =
                transactions.change(
                        account,
                        change -> {
                            DSLContext db = change.db();
                            DeliverySink sink = DeliverySink.require(db, account, reference);
                            OrderRequest request = OrderRequest.read(action, fields, sink);
                            Orders orders = new Orders(db, sink);
                            if (request.plan()) {
                                change.nothing();
                                return new Planned(orders.plan(request.selection()));
                            }
                            OrderId order = orders.give(request, actor);
                            change.audit(
                                    AuditEntry.of("sink." + action.word(), sink.id())
                                            .with("order", order.toString()));
                            return new Ordered(sink, order);
                        });
        return switch (given) {
            case Planned(OrderPlan plan) -> ResponseEntity.ok(plan);
            case Ordered(DeliverySink sink, OrderId order) -> await(sink, order);
        };
    }

    private ResponseEntity<Object> await(DeliverySink sink, OrderId order)
            throws InterruptedException {
        AccountId account = sink.account();
        boolean done = completed.await(account, order, DONE_WITHIN);
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sink.id())
                .addKeyValue("order", order)
                .addKeyValue("done", done)
                .log("dead letters ordered about");
        return Accepted.unless(
                done,
                "/v1/sinks/%s/orders/%s".formatted(sink.id(), order),
                get(account, sink.id().toString(), order.toString()));
    }

    @Requires(SINKS_READ)
    @GetMapping("/orders/{id}")
    OrderAnswer get(AccountId account, @PathVariable String reference, @PathVariable String id) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    return OrderId.parse(id)
                            .flatMap(order -> new Orders(db, sink).find(order))
                            .map(OrderAnswer::of)
                            .orElseThrow(() -> ProblemException.of(ProblemCode.ORDER_NOT_FOUND));
                });
    }

    @Requires(SINKS_READ)
    @GetMapping("/orders")
    Page<OrderAnswer> list(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<Paging> paging = Paging.of(query);
                    query.end();
                    return new Listing<SinkOrderRecord>(
                                    cursors, sink.scope("orders"), Orders::place)
                            .page(
                                    db,
                                    paging.get(),
                                    new Orders(db, sink)::newest,
                                    found -> found.stream().map(OrderAnswer::of).toList());
                });
    }

    private sealed interface Given {}

    private record Planned(OrderPlan plan) implements Given {}

    private record Ordered(DeliverySink sink, OrderId order) implements Given {}
}
