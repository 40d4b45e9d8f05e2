package dev.rowhook.proof.faults;

import dev.rowhook.proof.faults.Fault.Part;
import dev.rowhook.proof.net.TcpProxy;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Connections that are cut, slow, or dead without a word.
final class NetworkFaults {
    private static final int MAX_LATENCY_MILLIS = 150;
    private static final int LEAST_BYTES_PER_SECOND = 20_000;
    private static final int MOST_BYTES_PER_SECOND = 500_000;

    private NetworkFaults() {}

    /// Those of one proxy.
    static List<Fault> of(String between, Part part, TcpProxy proxy) {
        return List.of(
                Striking.of("cut connections to " + between, part, proxy::cut, proxy::pass),
                new Striking(
                        "slow connections to " + between,
                        part,
                        random -> slow(between, proxy, random),
                        proxy::pass),
                Striking.of(
                        "half-open connections to " + between, part, proxy::halfOpen, proxy::pass));
    }

    private static String slow(String between, TcpProxy proxy, RandomGenerator random) {
        Duration latency = Duration.ofMillis(random.nextInt(1, MAX_LATENCY_MILLIS));
        int rate = random.nextInt(LEAST_BYTES_PER_SECOND, MOST_BYTES_PER_SECOND);
        proxy.slow(latency, rate);
        return "slow connections to %s: %d ms, %d bytes/s"
                .formatted(between, latency.toMillis(), rate);
    }
}
