package dev.rowhook.filter.resolve;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The system catalogue of Postgres 17: types, operators, casts, and the functions that filters can
/// call. Immutable.
public final class Catalogue {
    /// That of Postgres itself.
    public static final Catalogue POSTGRES = new Catalogue();

    private final Map<Integer, TypeEntry> types =
            lines("types").map(TypeEntry::of).collect(toUnmodifiableMap(TypeEntry::oid, t -> t));
    private final Map<String, TypeEntry> typesByName =
            types.values().stream().collect(toUnmodifiableMap(TypeEntry::name, t -> t));
    private final Map<String, List<Routine>> operators =
            lines("operators").map(Routine::ofOperator).collect(groupingBy(Routine::name));
    private final Map<String, List<Routine>> functions =
            lines("functions").map(Routine::ofFunction).collect(groupingBy(Routine::name));
    private final Set<String> otherFunctions =
            lines("other-functions").map(line -> line[0]).collect(Collectors.toUnmodifiableSet());
    private final Map<Long, CastEntry> casts =
            lines("casts")
                    .map(CastEntry::of)
                    .collect(
                            toUnmodifiableMap(
                                    cast -> pair(cast.from(), cast.to()), Function.identity()));
    private final Map<Integer, String> comparisons =
            lines("comparisons")
                    .collect(toUnmodifiableMap(line -> Integer.valueOf(line[0]), line -> line[1]));

    /// By their `prosrc`.
    private final Set<String> stable =
            Stream.of(
                            sources("operators", 4, 5),
                            sources("functions", 4, 5),
                            sources("casts", 4, 6))
                    .flatMap(sources -> sources)
                    .collect(Collectors.toUnmodifiableSet());

    private Catalogue() {}

    /// Of a file those functions that are not immutable.
    private static Stream<String> sources(String name, int source, int volatility) {
        return lines(name).filter(line -> line[volatility].equals("s")).map(line -> line[source]);
    }

    /// Whether a function, by its `prosrc`, may depend on settings of a session, so that Postgres
    /// does not call it before there is a row.
    public boolean isStable(String source) {
        return stable.contains(source);
    }

    private static Stream<String[]> lines(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name + ".tsv")) {
            if (in == null) {
                throw new IllegalStateException(name + ".tsv is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pair(int from, int to) {
        return ((long) from << 32) | to;
    }

    Optional<TypeEntry> type(int oid) {
        return Optional.ofNullable(types.get(oid));
    }

    Optional<TypeEntry> type(String name) {
        return Optional.ofNullable(typesByName.get(name));
    }

    Set<String> typeNames() {
        return typesByName.keySet();
    }

    /// The operators of a name with this many operands.
    List<Routine> operators(String name, int operands) {
        return operators.getOrDefault(name, List.of()).stream()
                .filter(operator -> operator.arguments().size() == operands)
                .toList();
    }

    boolean hasOperator(String name) {
        return operators.containsKey(name);
    }

    List<Routine> functions(String name) {
        return functions.getOrDefault(name, List.of());
    }

    Set<String> functionNames() {
        return functions.keySet();
    }

    /// Whether Postgres has functions of the name that filters cannot call.
    boolean hasOther(String function) {
        return otherFunctions.contains(function);
    }

    Optional<CastEntry> cast(int from, int to) {
        return Optional.ofNullable(casts.get(pair(from, to)));
    }

    /// The function by which the values of a type are sorted.
    Optional<String> comparison(int type) {
        return Optional.ofNullable(comparisons.get(type));
    }
}
