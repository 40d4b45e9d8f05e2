package dev.rowhook.filter.resolve;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// A function of the catalogue, or the one behind an operator, with the types that it declares.
///
/// @param variadic the type of each further argument, or 0
/// @param source its `prosrc`
/// @param body the expression that it stands for, if it is written in SQL
record Routine(
        String name,
        List<Integer> arguments,
        int variadic,
        int result,
        String source,
        String body) {
    Routine {
        arguments = List.copyOf(arguments);
    }

    /// From `pg_operator`; an operator before its operand has one argument.
    static Routine ofOperator(String[] line) {
        List<Integer> arguments =
                Stream.of(line[1], line[2]).map(Integer::valueOf).filter(oid -> oid != 0).toList();
        return new Routine(line[0], arguments, 0, Integer.parseInt(line[3]), line[4], line[6]);
    }

    /// From `pg_proc`.
    static Routine ofFunction(String[] line) {
        List<Integer> arguments =
                line[1].isEmpty()
                        ? List.of()
                        : Arrays.stream(line[1].split(" ")).map(Integer::valueOf).toList();
        return new Routine(
                line[0],
                arguments,
                Integer.parseInt(line[2]),
                Integer.parseInt(line[3]),
                line[4],
                line[7]);
    }

    boolean isVariadic() {
        return variadic != 0;
    }

    /// What it declares for a call with this many arguments.
    List<Integer> argumentsFor(int count) {
        if (!isVariadic()) {
            return arguments;
        }
        int fixed = arguments.size() - 1;
        return Stream.concat(
                        arguments.subList(0, fixed).stream(),
                        Collections.nCopies(count - fixed, variadic).stream())
                .toList();
    }

    boolean takes(int count) {
        return isVariadic() ? count >= arguments.size() : count == arguments.size();
    }
}
