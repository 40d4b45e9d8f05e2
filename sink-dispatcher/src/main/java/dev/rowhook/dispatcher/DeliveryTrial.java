package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressVerdict;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.dispatcher.http.EndpointSettings;
import dev.rowhook.dispatcher.http.HttpClients;
import dev.rowhook.dispatcher.http.TlsIdentity;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import org.jooq.DSLContext;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Sends test messages as workers send messages: with the same headers, signatures, TLS and egress
/// policy, over connections of its own. Nothing is counted, and no breaker hears of it.
///
/// One test at a time goes to an endpoint, and a bounded number in all. Thread-safe.
public final class DeliveryTrial implements AutoCloseable {
    /// How many are in flight at a time.
    public static final int AT_A_TIME = 32;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Headers MARK = Headers.of("rowhook-test", "true");
    private static final String JSON = "application/json";

    private final DSLContext worker;
    private final EndpointSettingsTable endpoints;
    private final EgressPolicy egress;
    private final HttpClients clients;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Set<EndpointId> busy = ConcurrentHashMap.newKeySet();

    /// @param worker of the worker's role
    /// @param egress judges every address that an endpoint's name leads to
    public DeliveryTrial(DSLContext worker, DataKeys keys, EgressPolicy egress, Clock clock) {
        this.worker = worker;
        this.endpoints = new EndpointSettingsTable(worker, keys);
        this.egress = egress;
        this.clients = new HttpClients(new JudgedSocketFactory(egress));
        this.clock = clock;
    }

    /// Sends a test message to an endpoint, whatever its status, and waits for the answer; empty if
    /// others are being sent.
    ///
    /// @throws org.jooq.exception.NoDataFoundException if there is no such endpoint
    public Optional<TriedDelivery> send(AccountId account, EndpointId endpoint) {
        TestMessage message = TestMessage.at(clock.instant());
        return alone(
                endpoint,
                () -> {
                    byte[] body = message.json().getBytes(UTF_8);
                    return send(
                            settings(account, endpoint),
                            new WebhookRequest(
                                    message.id(),
                                    Optional.empty(),
                                    message.at(),
                                    body,
                                    body.length,
                                    List.of(),
                                    JSON,
                                    MARK,
                                    false,
                                    0));
                });
    }

    /// A request of a sink, not marked yet.
    ///
    /// @param changes whose messages it holds
    record Prepared(List<Integer> changes, WebhookRequest request) {}

    /// Sends requests as a sink does, side by side, and waits for the answers; empty if others are
    /// being sent.
    Optional<List<TriedSink.Sent>> send(EndpointSettings settings, List<Prepared> requests) {
        EndpointSettings bounded = settings.within(TIMEOUT);
        return alone(
                settings.endpoint(),
                () -> {
                    try (ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor()) {
                        return requests.stream()
                                .map(prepared ->
                                        CompletableFuture.supplyAsync(
                                                () -> sent(bounded, prepared), attempts))
                                .toList()
                                .stream()
                                .map(CompletableFuture::join)
                                .toList();
                    }
                });
    }

    private TriedSink.Sent sent(EndpointSettings settings, Prepared prepared) {
        WebhookRequest request = prepared.request();
        Headers attributes = request.attributes().newBuilder().addAll(MARK).build();
        return new TriedSink.Sent(
                prepared.changes(), send(settings, request.as(request.contentType(), attributes)));
    }

    /// What the egress policy says of where an endpoint's URL leads now. One of several addresses
    /// is enough, for the others are passed over.
    ///
    /// @throws org.jooq.exception.NoDataFoundException if there is no such endpoint
    public EgressVerdict judge(AccountId account, EndpointId endpoint) {
        HttpUrl url =
                EndpointUrl.join(
                        worker.select(HTTP_ENDPOINT.URL)
                                .from(HTTP_ENDPOINT)
                                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                                .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                                .fetchSingle()
                                .value1(),
                        Optional.empty(),
                        "");
        EgressVerdict verdict = new EgressVerdict.Denied("unresolved");
        try {
            for (InetAddress address :
                    clients.of(account, TlsIdentity.NONE).dns().lookup(url.host())) {
                verdict = egress.judge(new InetSocketAddress(address, url.port()));
                if (verdict instanceof EgressVerdict.Allowed) {
                    return verdict;
                }
            }
        } catch (UnknownHostException e) {
            return new EgressVerdict.Denied("unresolved");
        }
        return verdict;
    }

    private <T> Optional<T> alone(EndpointId endpoint, Supplier<T> sending) {
        if (!busy.add(endpoint)) {
            return Optional.empty();
        }
        try {
            if (!free.tryAcquire()) {
                return Optional.empty();
            }
            try {
                return Optional.of(sending.get());
            } finally {
                free.release();
            }
        } finally {
            busy.remove(endpoint);
        }
    }

    private TriedDelivery send(EndpointSettings settings, WebhookRequest request) {
        WebhookSender sender =
                new WebhookSender(clients, settings, WorkerFactory.USER_AGENT, _ -> true);
        return TriedDelivery.of(
                sender.post(request), new String(request.body(), 0, request.length(), UTF_8));
    }

    private EndpointSettings settings(AccountId account, EndpointId endpoint) {
        return worker.transactionResult(tx -> {
            // One moment for all tables.
            tx.dsl().execute("set transaction isolation level repeatable read, read only");
            return endpoints.read(
                    tx.dsl()
                            .selectFrom(HTTP_ENDPOINT)
                            .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                            .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                            .fetchSingle(),
                    TIMEOUT);
        });
    }

    /// Ends idle connections.
    @Override
    public void close() {
        clients.close();
    }
}
