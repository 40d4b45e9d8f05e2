package dev.rowhook.api.sink;

import dev.rowhook.api.database.ProbeResult;
import dev.rowhook.api.database.ProbeResult.Check;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.SourceTables;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.filter.FilterCheck;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.change.TableName;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges a sink by its source and its endpoint as these are now. Nothing is changed.
@Component
class SinkValidation {
    private final SourceTables source;
    private final EndpointCheck endpoint;

    SinkValidation(SourceTables source, EndpointCheck endpoint) {
        this.source = source;
        this.endpoint = endpoint;
    }

    /// The checks in their order; those of the source end with the first that leaves the rest
    /// without an answer.
    ProbeResult of(AccountId account, SinkAnswer sink) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(ofSource(account, sink));
        checks.addAll(endpoint.of(account, sink));
        return new ProbeResult(checks);
    }

    private List<Check> ofSource(AccountId account, SinkAnswer sink) {
        List<TableName> tables =
                sink.subscription().tables().stream()
                        .map(name -> TableName.parse(name).orElseThrow())
                        .toList();
        try {
            List<SourceTable> described = source.describe(account, sink.databaseId(), tables);
            TableChecks ofTables = new TableChecks(sink.subscription(), tables, described);
            List<Check> checks = new ArrayList<>();
            checks.add(new Check("source_reachable", true, "The source answers.", ""));
            checks.add(ofTables.exist());
            checks.add(ofTables.published());
            checks.add(ofTables.identified());
            checks.addAll(ofShapes(account, sink, tables));
            return checks;
        } catch (ProblemException e) {
            if (e.problem().kind() != ProblemCode.SOURCE_UNREACHABLE) {
                throw e;
            }
            return List.of(
                    new Check(
                            "source_reachable",
                            false,
                            e.problem().detail(),
                            "Look at what POST /v1/databases/%s/test says."
                                    .formatted(sink.database())));
        }
    }

    private List<Check> ofShapes(AccountId account, SinkAnswer sink, List<TableName> tables) {
        SinkAnswer.Subscription wanted = sink.subscription();
        if (!wanted.groupBy().isColumns() && wanted.matching().takesAll()) {
            return List.of();
        }
        Map<TableName, List<TableShape>> shapes = source.read(account, sink.databaseId(), tables);
        return List.of(
                judged(
                        "group_by",
                        "Each change tells its group.",
                        "Run that SQL at the source, or make a sink that groups by others.",
                        () -> GroupColumns.check(wanted.groupBy(), tables, shapes)),
                judged(
                        "filter",
                        "The filter fits the tables.",
                        "Change the filter or the columns: PATCH /v1/sinks/%s."
                                .formatted(sink.name()),
                        () -> new FilterCheck(shapes).check(wanted.matching(), tables)));
    }

    private static Check judged(String code, String passed, String remedy, Runnable judge) {
        return refusal(judge)
                .map(message -> new Check(code, false, message, remedy))
                .orElseGet(() -> new Check(code, true, passed, ""));
    }

    private static Optional<String> refusal(Runnable judge) {
        try {
            judge.run();
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(
                    e.problem().errors().stream()
                            .map(FieldError::detail)
                            .collect(Collectors.joining(" ")));
        }
    }
}
