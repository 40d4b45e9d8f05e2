package dev.rowhook.api.sink;

import dev.rowhook.api.backfill.BackfillChecks;
import dev.rowhook.api.database.SourceTables;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.filter.FilterCheck;
import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.change.TableName;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/// Judges of a sink what only its source can say. The source is asked only if there is something to
/// ask.
@Component
class SourceChecks {
    private final SourceTables source;
    private final BackfillChecks backfills;

    SourceChecks(SourceTables source, BackfillChecks backfills) {
        this.source = source;
        this.backfills = backfills;
    }

    /// @throws ProblemException if the sink cannot be, or the source cannot be asked
    void check(AccountId account, CreateSink request) {
        if (request.groupBy().isColumns() || !request.matching().takesAll()) {
            Map<TableName, List<TableShape>> shapes =
                    source.read(account, request.database(), request.tables());
            GroupColumns.check(request.groupBy(), request.tables(), shapes);
            new FilterCheck(shapes).check(request.matching(), request.tables());
        }
        request.backfill()
                .ifPresent(backfill ->
                        backfills.check(
                                account,
                                request.database(),
                                request.tables(),
                                backfill,
                                "/backfill"));
    }

    /// @param database a reference
    /// @throws ProblemException if the filters do not fit, or the source cannot be asked
    void check(AccountId account, String database, List<TableName> tables, Matching matching) {
        if (!matching.takesAll()) {
            new FilterCheck(source.read(account, database, tables)).check(matching, tables);
        }
    }
}
