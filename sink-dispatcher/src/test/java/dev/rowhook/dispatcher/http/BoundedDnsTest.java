package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;

import okhttp3.Dns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// With a name server that never answers for names that begin with `dead`, and one name whose
/// answer changes.
class BoundedDnsTest {
    private static final AccountId ONE = new AccountId(new UUID(0, 1));
    private static final AccountId OTHER = new AccountId(new UUID(0, 2));
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean onVirtualThread = new AtomicBoolean();
    private final AtomicLong age = new AtomicLong();
    private final BoundedDns dns = new BoundedDns(this::resolve, age::get, Duration.ofSeconds(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String state = "answers";

    private List<InetAddress> resolve(String name) throws UnknownHostException {
        asked.incrementAndGet();
        onVirtualThread.compareAndSet(false, Thread.currentThread().isVirtual());
        boolean aging = name.startsWith("aging");
        if (name.startsWith("dead") || (aging && state.equals("hangs"))) {
            hang();
            throw new UnknownHostException(name);
        }
        if (name.startsWith("unknown") || (aging && state.equals("fails"))) {
            throw new UnknownHostException(name);
        }
        return List.of(ADDRESS);
    }

    private void hang() {
        hanging.incrementAndGet();
        answers.acquireUninterruptibly();
        hanging.decrementAndGet();
    }

    @AfterEach
    void close() {
        answers.release(1000);
        threads.close();
        dns.close();
    }

    @Test
    void aNameIsResolvedOnceInAWhileAndOnNoVirtualThread() throws Exception {
        Dns ofOne = dns.of(ONE);
        List<Future<List<InetAddress>>> lookUps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lookUps.add(threads.submit(() -> ofOne.lookup("a.test")));
        }
        for (Future<List<InetAddress>> lookUp : lookUps) {
            assertThat(lookUp.get()).containsExactly(ADDRESS);
        }
        assertThat(asked).hasValue(1);
        assertThat(onVirtualThread).isFalse();
    }

    @Test
    void anUnknownNameIsAnErrorAndOneThatHangsATimeout() {
        assertThatThrownBy(() -> dns.of(ONE).lookup("unknown.test"))
                .isExactlyInstanceOf(UnknownHostException.class);
        long start = System.nanoTime();
        assertThatThrownBy(() -> dns.of(ONE).lookup("dead.test"))
                .isInstanceOf(DnsTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
    }

    @Test
    void anAccountHoldsAQuarterOfTheThreadsAndStopsNoOther() throws Exception {
        List<Future<?>> dead = lookUpDeadNames(100);
        await(16);

        for (int i = 0; i < 100; i++) {
            assertThat(dns.of(OTHER).lookup("healthy%d.test".formatted(i))).hasSize(1);
        }
        assertThat(hanging).hasValue(16);
        awaitFailures(dead);
    }

    @Test
    void namesThatDidNotAnswerLeaveRoomForTheOthersOfTheirAccount() throws Exception {
        awaitFailures(lookUpDeadNames(12));
        answers.release(12);
        await(0);
        List<Future<?>> again = lookUpDeadNames(12);
        await(8);

        for (int i = 0; i < 100; i++) {
            assertThat(dns.of(ONE).lookup("healthy%d.test".formatted(i))).hasSize(1);
        }
        assertThat(hanging).hasValue(8);
        awaitFailures(again);
    }

    @Test
    void anOldAnswerIsUsedWhileANewOneHangsOrFails() throws Exception {
        assertThat(dns.of(ONE).lookup("aging.test")).containsExactly(ADDRESS);
        state = "hangs";
        age.set(Duration.ofMinutes(4).toNanos());
        long start = System.nanoTime();
        assertThat(dns.of(ONE).lookup("aging.test")).containsExactly(ADDRESS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(hanging).hasValue(1);

        state = "fails";
        answers.release();
        await(0);
        assertThat(dns.of(ONE).lookup("aging.test")).containsExactly(ADDRESS);

        age.set(Duration.ofMinutes(6).toNanos());
        assertThatThrownBy(() -> dns.of(ONE).lookup("aging.test"))
                .isExactlyInstanceOf(UnknownHostException.class);
        state = "answers";
        assertThat(dns.of(ONE).lookup("aging.test")).containsExactly(ADDRESS);
    }

    private List<Future<?>> lookUpDeadNames(int count) {
        List<Future<?>> lookUps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "dead%d.test".formatted(i);
            lookUps.add(threads.submit(() -> dns.of(ONE).lookup(name)));
        }
        return lookUps;
    }

    private static void awaitFailures(List<Future<?>> lookUps) {
        for (Future<?> lookUp : lookUps) {
            assertThatThrownBy(lookUp::get).hasCauseInstanceOf(UnknownHostException.class);
        }
    }

    private void await(int count) throws InterruptedException {
        for (int i = 0; hanging.get() != count && i < 300; i++) {
            Thread.sleep(10);
        }
        assertThat(hanging).hasValue(count);
    }
}
