package dev.rowhook.core.egress;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A policy as one text, for drivers that make their socket factory by class name and text:
/// `mode|allowed|own|own sockets`, the last three lists with commas. Nothing in it is a tenant's.
public final class EgressPolicyText {
    private EgressPolicyText() {}

    /// The text of a policy.
    public static String write(EgressPolicy policy) {
        return Stream.of(
                        policy.mode().name(),
                        list(policy.allowed(), InetAddress::getHostAddress),
                        list(policy.own(), InetAddress::getHostAddress),
                        list(policy.ownSockets(), EgressPolicyText::socket))
                .collect(joining("|"));
    }

    /// @throws IllegalArgumentException if no policy is written so
    static EgressPolicy read(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("an egress policy has four parts");
        }
        return new EgressPolicy(
                EgressMode.valueOf(parts[0]),
                set(parts[1], InetAddress::ofLiteral),
                set(parts[2], InetAddress::ofLiteral),
                set(parts[3], EgressPolicyText::socket));
    }

    private static <T> String list(Set<T> values, Function<T, String> writer) {
        return values.stream().map(writer).sorted().collect(joining(","));
    }

    private static <T> Set<T> set(String list, Function<String, T> reader) {
        return Arrays.stream(list.split(","))
                .filter(item -> !item.isEmpty())
                .map(reader)
                .collect(toUnmodifiableSet());
    }

    private static String socket(InetSocketAddress socket) {
        return socket.getAddress().getHostAddress() + "#" + socket.getPort();
    }

    private static InetSocketAddress socket(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("a socket is an address, # and a port");
        }
        return new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, hash)),
                Integer.parseInt(text.substring(hash + 1)));
    }
}
