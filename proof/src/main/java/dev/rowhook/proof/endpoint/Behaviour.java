package dev.rowhook.proof.endpoint;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Which share of the requests meets which misconduct. The rest is accepted and answered 204.
///
/// Immutable.
public record Behaviour(Map<Misconduct, Double> shares) {
    public Behaviour {
        EnumMap<Misconduct, Double> ordered = new EnumMap<>(Misconduct.class);
        ordered.putAll(shares);
        double sum = ordered.values().stream().mapToDouble(Double::doubleValue).sum();
        if (ordered.values().stream().anyMatch(share -> share < 0) || sum > 1.000_001) {
            throw new IllegalArgumentException("these are no shares of one whole: " + shares);
        }
        shares = Collections.unmodifiableMap(ordered);
    }

    /// Accepts everything.
    public static Behaviour well() {
        return new Behaviour(Map.of());
    }

    public static Behaviour mixed(Map<Misconduct, Double> shares) {
        return new Behaviour(shares);
    }

    public static Behaviour always(Misconduct misconduct) {
        return new Behaviour(Map.of(misconduct, 1.0));
    }

    /// What meets the request that drew this number, evenly from 0 to below 1.
    Optional<Misconduct> at(double drawn) {
        double end = 0;
        for (Map.Entry<Misconduct, Double> share : shares.entrySet()) {
            end += share.getValue();
            if (drawn < end) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }
}
