package dev.rowhook.api.filter;

import static dev.rowhook.core.access.Permission.DATABASES_READ;
import static dev.rowhook.core.access.Permission.PAYLOADS_READ;

import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.database.SourceTables;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.lookup.MessageRecords;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;

/// Tries filters. The source is asked for its table as it is now.
@RestController
@RequestMapping("/v1/filters")
class FilterController {
    private final SourceTables source;
    private final MessageRecords records;

    FilterController(SourceTables source, MessageRecords records) {
        this.source = source;
        this.records = records;
    }

    @Requires({DATABASES_READ, PAYLOADS_READ})
    @PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    TrialAnswer test(AccountId account, Fields fields) {
        FilterTrial trial = FilterTrial.read(fields);
        Map<TableName, List<TableShape>> shapes =
                source.read(account, trial.database(), List.of(trial.table()));
        List<TableShape> known = shapes.getOrDefault(trial.table(), List.of());
        if (known.isEmpty()) {
            throw ProblemException.at(
                    "/table", ProblemCode.TABLE_NOT_FOUND, ProblemCode.TABLE_NOT_FOUND.meaning());
        }
        new FilterCheck(shapes).check(trial.matching(), List.of(trial.table()));
        Judging judging = new Judging(trial, known.getFirst().table());
        return trial.changes().isPresent()
                ? judging.samples(trial.changes().get())
                : judging.recent(
                        records.recent(
                                account,
                                source.id(account, trial.database()),
                                trial.table(),
                                trial.recent()));
    }
}
