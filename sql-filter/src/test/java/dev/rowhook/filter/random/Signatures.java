package dev.rowhook.filter.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The operators and functions of Postgres by the types that they yield. A polymorphic one stands
/// there once for each of some types.
final class Signatures {
    private static final List<String> ELEMENTS = List.of("int4", "text", "numeric", "mood");

    private final Map<String, List<Signature>> byResult;

    private Signatures(Map<String, List<Signature>> byResult) {
        this.byResult = byResult;
    }

    /// @param operator whether it is written between or before its operands
    record Signature(String name, boolean operator, List<String> arguments, String result) {}

    /// Reads the catalogue that the resolver has, which a test compares with that of Postgres.
    static Signatures load() {
        Map<String, String> types = new HashMap<>();
        lines("types").forEach(line -> types.put(line[0], line[1]));
        List<Signature> all = new ArrayList<>();
        lines("operators")
                .forEach(line -> add(all, types, line[0], true, line[1] + " " + line[2], line[3]));
        lines("functions").forEach(line -> add(all, types, line[0], false, line[1], line[3]));
        return new Signatures(all.stream().collect(Collectors.groupingBy(Signature::result)));
    }

    private static void add(
            List<Signature> all,
            Map<String, String> types,
            String name,
            boolean operator,
            String arguments,
            String result) {
        List<String> declared =
                Arrays.stream(arguments.trim().split(" +"))
                        .filter(oid -> !oid.isEmpty() && !oid.equals("0"))
                        .map(oid -> types.getOrDefault(oid, "?"))
                        .toList();
        String yields = types.getOrDefault(result, "?");
        boolean polymorphic = declared.stream().anyMatch(type -> type.startsWith("any"));
        for (String element : polymorphic ? ELEMENTS : List.of("")) {
            List<String> concrete = declared.stream().map(t -> concrete(t, element)).toList();
            if (concrete.stream().allMatch(t -> Values.types().contains(t))) {
                all.add(new Signature(name, operator, concrete, concrete(yields, element)));
            }
        }
    }

    private static String concrete(String type, String element) {
        return switch (type) {
            case "anyarray", "anycompatiblearray" -> element + "[]";
            case "anyelement", "anynonarray", "anycompatible", "anycompatiblenonarray", "any" ->
                    element;
            case "anyenum" -> "mood";
            case "anyrange", "anycompatiblerange" -> "int4range";
            default -> type.startsWith("_") ? type.substring(1) + "[]" : type;
        };
    }

    private static Stream<String[]> lines(String name) {
        String path = "/dev/rowhook/filter/resolve/" + name + ".tsv";
        try (InputStream in = Signatures.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Signature> yielding(String type) {
        return byResult.getOrDefault(type, List.of());
    }
}
