package dev.rowhook.proof.faults;

import dev.rowhook.proof.endpoint.Behaviour;
import dev.rowhook.proof.endpoint.Misconduct;
import dev.rowhook.proof.faults.Fault.Part;
import dev.rowhook.proof.net.TcpProxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Endpoints that misbehave a little, all of them, or altogether, one of them.
final class EndpointFaults {
    private static final double LARGEST_SHARE = 0.08;

    private EndpointFaults() {}

    static List<Fault> of(List<LedgerSink> sinks) {
        return List.of(
                new Striking(
                        "endpoints of mixed conduct",
                        Part.ENDPOINTS,
                        random -> mixed(sinks, random),
                        () -> behave(sinks, Behaviour.well())),
                always(sinks, Misconduct.REFUSE_500),
                always(sinks, Misconduct.HANG),
                always(sinks, Misconduct.LATE),
                always(sinks, Misconduct.HALF),
                always(sinks, Misconduct.RESET_AFTER),
                network(sinks, "cut", TcpProxy::cut),
                network(sinks, "half-open", TcpProxy::halfOpen),
                network(sinks, "slow", proxy -> proxy.slow(Duration.ofMillis(200), 50_000)));
    }

    private static String mixed(List<LedgerSink> sinks, RandomGenerator random) {
        Map<Misconduct, Double> shares = new EnumMap<>(Misconduct.class);
        for (Misconduct misconduct : Misconduct.values()) {
            shares.put(misconduct, random.nextDouble() * LARGEST_SHARE);
        }
        behave(sinks, Behaviour.mixed(shares));
        return "endpoints of mixed conduct: " + shares;
    }

    private static Fault always(List<LedgerSink> sinks, Misconduct misconduct) {
        String name = "an endpoint that does only " + misconduct;
        return new Striking(
                name,
                Part.ENDPOINTS,
                random -> {
                    LedgerSink one = any(sinks, random);
                    one.endpoint().behave(Behaviour.always(misconduct));
                    return "%s: %s".formatted(name, one.name());
                },
                () -> behave(sinks, Behaviour.well()));
    }

    private static Fault network(List<LedgerSink> sinks, String what, Consumer<TcpProxy> strike) {
        String name = what + " connections to an endpoint";
        return new Striking(
                name,
                Part.ENDPOINTS,
                random -> {
                    LedgerSink one = any(sinks, random);
                    strike.accept(one.proxy());
                    return "%s: %s".formatted(name, one.name());
                },
                () -> sinks.forEach(sink -> sink.proxy().pass()));
    }

    private static void behave(List<LedgerSink> sinks, Behaviour behaviour) {
        sinks.forEach(sink -> sink.endpoint().behave(behaviour));
    }

    private static LedgerSink any(List<LedgerSink> sinks, RandomGenerator random) {
        return sinks.get(random.nextInt(sinks.size()));
    }
}
