package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.change.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Whatever is sent to an operation of the description, the answer is one that is described, and no
/// fault of ours.
///
/// `-Drowhook.fuzz.requests=200000` sends more, `-Drowhook.fuzz.seed=…` draws the same ones again.
class ContractFuzzTest {
    private static final int REQUESTS = Integer.getInteger("rowhook.fuzz.requests", 2_000);
    private static final int THREADS = 4;
    private static final long SEED = Long.getLong("rowhook.fuzz.seed", System.nanoTime());
    private static final TableName ORDERS = new TableName("public", "orders");

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final TableShapes shapes = owner.shapes;
    private final RangeVerdict range = owner.range;

    @BeforeEach
    void haveASource() {
        owner.shapes =
                new TableShapes.Read(
                        Map.of(
                                ORDERS,
                                List.of(
                                        Shapes.of(
                                                ORDERS,
                                                Set.of("id", "total", "status", "created_at"),
                                                Set.of("id")))));
        owner.range = new RangeVerdict.Fits();
    }

    @AfterEach
    void haveNone() {
        owner.shapes = shapes;
        owner.range = range;
        server.bean(SettableClock.class).reset();
    }

    @Test
    void noDrawnRequestFindsAFault() throws Exception {
        System.out.println("rowhook.fuzz.seed=" + SEED);
        Belongings belongings = new Belongings("-drawn");
        List<Client> machines =
                List.of(
                        belongings.client,
                        Asker.API_TOKEN.in(belongings.client, Role.VIEWER),
                        Asker.OAUTH_CLIENT.in(belongings.client, Role.OPERATOR));
        Client person = Asker.SESSION.in(belongings.client, Role.OWNER);
        FuzzTally tally = new FuzzTally();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, THREADS)
                    .mapToObj(thread ->
                            new DrawnRequests(
                                    new Random(SEED + thread), belongings, machines, person))
                    .map(requests -> new FuzzRun(requests, belongings.client, tally))
                    .forEach(
                            run -> running.add(threads.submit(() -> run.send(REQUESTS / THREADS))));
            for (Future<?> one : running) {
                one.get();
            }
        }
        System.out.println(tally);
        assertThat(tally.faults()).as("with -Drowhook.fuzz.seed=%d", SEED).isEmpty();
        isIntact(belongings);
    }

    /// All that the account had is there, and is answered.
    private static void isIntact(Belongings belongings) {
        Contract.shared().operations().stream()
                .filter(operation -> operation.verb().equals("GET"))
                .filter(operation -> operation.path().contains("{"))
                .filter(operation -> !operation.permissions().isEmpty())
                .map(operation -> belongings.fill(operation.path()))
                .forEach(path ->
                        assertThat(belongings.client.get(path).status()).as(path).isEqualTo(200));
    }
}
