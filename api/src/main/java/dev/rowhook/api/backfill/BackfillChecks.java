package dev.rowhook.api.backfill;

import dev.rowhook.api.database.RangeVerdict.Misfit;
import dev.rowhook.api.database.SortRange;
import dev.rowhook.api.database.SourceTables;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.filter.FilterCheck;
import dev.rowhook.api.filter.Filters;
import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.change.TableName;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges of a backfill what only its source can say. The source is asked only if there is
/// something to ask.
@Component
public class BackfillChecks {
    private final SourceTables source;

    BackfillChecks(SourceTables source) {
        this.source = source;
    }

    /// @param database a reference
    /// @param tables those of the sink
    /// @param place where the settings stand in the request, a JSON pointer
    /// @throws ProblemException if the backfill cannot be, or the source cannot be asked
    public void check(
            AccountId account,
            String database,
            List<TableName> tables,
            BackfillSettings settings,
            String place) {
        if (tables.isEmpty()) {
            throw ProblemException.invalidFields(
                    List.of(
                            new FieldError(
                                    place + "/tables",
                                    "required",
                                    "The sink has no table to read.")));
        }
        if (!settings.isToBeChecked()) {
            return;
        }
        List<TableName> meant = settings.tables().of(tables);
        Map<TableName, List<TableShape>> shapes = source.read(account, database, meant);
        settings.filter()
                .ifPresent(text ->
                        new FilterCheck(shapes, place)
                                .check(
                                        new Matching(Filters.ofAll(text), List.of(), "ignore"),
                                        meant));
        if (settings.range().isPresent()) {
            SortRange range = settings.range().get();
            requireColumn(range.column(), meant, shapes, place);
            Optional<Misfit> misfit = source.check(account, database, meant, range);
            if (misfit.isPresent()) {
                throw ProblemException.invalidFields(List.of(error(misfit.get(), place)));
            }
        }
    }

    private static void requireColumn(
            String column,
            List<TableName> tables,
            Map<TableName, List<TableShape>> shapes,
            String place) {
        List<FieldError> errors = new ArrayList<>();
        for (TableName table : tables) {
            List<TableShape> known = shapes.getOrDefault(table, List.of());
            if (known.isEmpty()) {
                errors.add(
                        new FieldError(
                                place + "/tables",
                                "unknown_table",
                                "There is no table %s yet.".formatted(table)));
            } else if (!known.getFirst().columns().contains(column)) {
                errors.add(
                        new FieldError(
                                place + "/sort_column",
                                "unknown_column",
                                "%s has no such column. It has: %s."
                                        .formatted(table, columns(known.getFirst()))));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private static String columns(TableShape shape) {
        return String.join(", ", shape.columns().stream().sorted().toList());
    }

    private static FieldError error(Misfit misfit, String place) {
        return switch (misfit.part()) {
            case COLUMN -> new FieldError(place + "/sort_column", "not_sortable", misfit.message());
            case START ->
                    new FieldError(place + "/start_position", "invalid_value", misfit.message());
            case END -> new FieldError(place + "/end_position", "invalid_value", misfit.message());
        };
    }
}
