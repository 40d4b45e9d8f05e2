package dev.rowhook.api.filter;

import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.dispatcher.lookup.RecentChange;
import dev.rowhook.dispatcher.message.RowJson;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Judges changes for one request. Not thread-safe.
final class Judging {
    private final FilterTrial trial;
    private final FilterTable table;

    /// @param table as it is now; the filter fits it
    Judging(FilterTrial trial, FilterTable table) {
        this.trial = trial;
        this.table = table;
    }

    /// @throws ProblemException if a value is none of its column
    TrialAnswer samples(List<SampleChange> samples) {
        TestedFilter filter = fitting();
        List<TrialAnswer.Result> results = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            try {
                RowChange change = samples.get(i).of(table);
                results.add(new TrialAnswer.Result(filter.judge(change), null));
            } catch (InvalidFieldException e) {
                throw ProblemException.invalidFields(List.of(FilterTrial.at(i, e).error()));
            }
        }
        return new TrialAnswer(results, filter.undecidable());
    }

    private TestedFilter fitting() {
        try {
            return TestedFilter.of(trial.matching(), table);
        } catch (FilterException e) {
            throw new IllegalStateException("a filter was checked and does not fit", e);
        }
    }

    TrialAnswer recent(List<RecentChange> changes) {
        return new TrialAnswer(
                changes.stream().map(this::result).toList(), fitting().undecidable());
    }

    private TrialAnswer.Result result(RecentChange recent) {
        return new TrialAnswer.Result(verdict(recent), shown(recent));
    }

    /// A change of a table that was another one then may not be judged by the filter.
    private FilterVerdict verdict(RecentChange recent) {
        try {
            return TestedFilter.of(trial.matching(), FilterTable.of(recent.relation()))
                    .judge(recent.change());
        } catch (FilterException e) {
            return new FilterVerdict(
                    "undecided",
                    Optional.empty(),
                    Optional.of("The table was another one then: " + e.getMessage()));
        }
    }

    private static TrialAnswer.Shown shown(RecentChange recent) {
        return new TrialAnswer.Shown(
                recent.change().action().name().toLowerCase(Locale.ROOT),
                Instant.EPOCH.plus(recent.logged().committedAt(), ChronoUnit.MICROS),
                json(recent.change(), recent.relation(), RowJson::record),
                json(recent.change(), recent.relation(), RowJson::changes));
    }

    private interface Written {
        String of(RowChange change, Relation relation);
    }

    private static String json(RowChange change, Relation relation, Written written) {
        try {
            return written.of(change, relation);
        } catch (MalformedChangeException e) {
            return "null";
        }
    }
}
