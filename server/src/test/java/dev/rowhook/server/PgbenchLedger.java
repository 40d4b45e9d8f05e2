package dev.rowhook.server;

import dev.rowhook.server.PgbenchChange.Balance;
import dev.rowhook.server.PgbenchChange.BalanceRow;
import dev.rowhook.server.PgbenchChange.BalanceTable;
import dev.rowhook.server.PgbenchChange.History;
import dev.rowhook.server.PgbenchChange.HistoryRow;
import dev.rowhook.server.PgbenchChange.Position;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a receiver knows of pgbench's tables by what it accepted. Not thread-safe.
final class PgbenchLedger {
    private static final int EXAMPLES = 10;

    private final Set<Position> known = new HashSet<>();
    private final Map<BalanceTable, Map<Integer, Balance>> latest =
            new EnumMap<>(BalanceTable.class);
    private final List<Balance> updates = new ArrayList<>();
    private final Map<Long, HistoryRow> historyByCommit = new HashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private int duplicates;

    PgbenchLedger() {
        for (BalanceTable table : BalanceTable.values()) {
            latest.put(table, new HashMap<>());
        }
    }

    void accept(PgbenchChange change) {
        if (!known.add(change.position())) {
            duplicates++;
            return;
        }
        switch (change) {
            case Balance balance -> accept(balance);
            case History(HistoryRow row, Position position) ->
                    historyByCommit.put(position.commitLsn(), row);
        }
    }

    private void accept(Balance balance) {
        Balance former = of(balance.table()).put(balance.key(), balance);
        if (former != null && former.position().compareTo(balance.position()) > 0) {
            note("%s came after %s".formatted(balance, former));
        }
        if ((former == null) != balance.insert()) {
            note("%s is no way to begin".formatted(balance));
        }
        if (!balance.insert()) {
            updates.add(balance);
        }
    }

    private Map<Integer, Balance> of(BalanceTable table) {
        return latest.computeIfAbsent(table, _ -> new HashMap<>());
    }

    private void note(String what) {
        if (disorder.size() < EXAMPLES) {
            disorder.add(what);
        }
    }

    /// How many changes came, each counted once.
    int size() {
        return known.size();
    }

    int duplicates() {
        return duplicates;
    }

    /// Examples of changes that came before an earlier one of their row.
    List<String> disorder() {
        return List.copyOf(disorder);
    }

    Map<Integer, BalanceRow> rows(BalanceTable table) {
        Map<Integer, BalanceRow> rows = new HashMap<>();
        of(table).forEach((key, balance) -> rows.put(key, balance.row()));
        return rows;
    }

    List<HistoryRow> history() {
        return List.copyOf(historyByCommit.values());
    }

    /// Examples of updates whose balance is not the one that came before, plus what their
    /// transaction added: every transaction of pgbench tells the amount in its row of history.
    List<String> balancesThatDoNotFollow() {
        Map<BalanceTable, Map<Integer, Integer>> balances = new EnumMap<>(BalanceTable.class);
        List<String> wrong = new ArrayList<>();
        for (Balance update : updates) {
            HistoryRow history = historyByCommit.get(update.position().commitLsn());
            Map<Integer, Integer> ofTable =
                    balances.computeIfAbsent(update.table(), _ -> new HashMap<>());
            int before = ofTable.getOrDefault(update.key(), 0);
            if (wrong.size() < EXAMPLES
                    && (history == null || before + history.delta() != update.row().balance())) {
                wrong.add("%s after %d, by %s".formatted(update, before, history));
            }
            ofTable.put(update.key(), update.row().balance());
        }
        return wrong;
    }
}
