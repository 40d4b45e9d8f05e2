package dev.rowhook.api.database;

import dev.rowhook.api.database.HealthAnswer.Reader;
import dev.rowhook.api.database.HealthAnswer.Reason;

import java.util.ArrayList;
import java.util.List;

/// Judges how a database does. Pure.
final class HealthVerdict {
    /// What concerns some tables, and not the stream.
    private static final List<String> OF_TABLES =
            List.of("table_missing", "table_not_published", "table_not_owned");

    /// So much WAL is worth a word: a source keeps it on its disk.
    private static final long MUCH_WAL = 2_500_000_000L;

    private final List<Reason> reasons = new ArrayList<>();
    private Verdict verdict = Verdict.HEALTHY;

    HealthVerdict(HealthFacts facts) {
        judge(facts.database());
        judge(facts.database(), facts.reader());
        judge(facts.database(), facts.slot());
    }

    Verdict verdict() {
        return verdict;
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    private void judge(DatabaseAnswer database) {
        database.conditions()
                .forEach(condition ->
                        note(
                                OF_TABLES.contains(condition.code())
                                                || Warnings.contain(condition.code())
                                        ? Verdict.DEGRADED
                                        : Verdict.FAILING,
                                condition.code(),
                                condition.message()));
        if (database.state().equals("deleting")) {
            note(Verdict.DEGRADED, "deleting", "The database is about to be deleted.");
        }
    }

    private void judge(DatabaseAnswer database, Reader reader) {
        if (!reader.owned()) {
            note(Verdict.DEGRADED, "no_owner", "No node looks after the database at present.");
        } else if (!reader.settingsApplied() && database.conditions().isEmpty()) {
            note(Verdict.DEGRADED, "starting", "The newest settings are not in effect yet.");
        }
    }

    private void judge(DatabaseAnswer database, SlotReport slot) {
        switch (slot) {
            case SlotReport.Unreachable(String message) ->
                    note(Verdict.DEGRADED, "source_not_asked", message);
            case SlotReport.Missing() -> {
                if (!database.state().equals("starting")) {
                    note(
                            Verdict.FAILING,
                            "slot_missing",
                            "The source has no slot %s.".formatted(database.slot().name()));
                }
            }
            case SlotReport.Found found -> judge(found);
        }
    }

    private void judge(SlotReport.Found slot) {
        if (slot.walStatus().equals("lost")) {
            note(Verdict.FAILING, "wal_lost", "The source has thrown away WAL of the slot.");
        } else if (slot.walStatus().equals("unreserved")) {
            note(
                    Verdict.DEGRADED,
                    "wal_unreserved",
                    "The source may throw away WAL of the slot at its next checkpoint.");
        }
        if (!slot.awaitedStandbys().isEmpty()) {
            note(
                    Verdict.FAILING,
                    "standbys_awaited",
                    "The source streams nothing before the standbys of its synchronized_standby_slots have it, and these are not connected: %s. Connect them, or take them out of that setting and call pg_reload_conf()."
                            .formatted(String.join(", ", slot.awaitedStandbys())));
        }
        slot.retainedBytes()
                .filter(bytes -> bytes > MUCH_WAL)
                .ifPresent(bytes ->
                        note(
                                Verdict.DEGRADED,
                                "wal_retained",
                                "The source keeps %d MB of WAL for the slot."
                                        .formatted(bytes / 1_000_000)));
    }

    private void note(Verdict least, String code, String message) {
        verdict = verdict.or(least);
        reasons.add(new Reason(code, message));
    }
}
