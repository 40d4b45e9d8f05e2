package dev.rowhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.server.PgbenchChange.Balance;
import dev.rowhook.server.PgbenchChange.BalanceRow;
import dev.rowhook.server.PgbenchChange.BalanceTable;
import dev.rowhook.server.PgbenchChange.History;
import dev.rowhook.server.PgbenchChange.HistoryRow;
import dev.rowhook.server.PgbenchChange.Position;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;

class PgbenchLedgerTest {
    private static final LocalDateTime AT = LocalDateTime.of(2026, 3, 1, 12, 0);

    private final PgbenchLedger ledger = new PgbenchLedger();

    @BeforeEach
    void load() {
        ledger.accept(balance(0, true, 100));
        ledger.accept(history(5, 200));
        ledger.accept(history(-2, 300));
    }

    @Test
    void updatesInOrderFollow() {
        ledger.accept(balance(5, false, 200));
        ledger.accept(balance(3, false, 300));

        assertThat(ledger.disorder()).isEmpty();
        assertThat(ledger.balancesThatDoNotFollow()).isEmpty();
        assertThat(ledger.rows(BalanceTable.ACCOUNTS)).containsEntry(1, new BalanceRow(1, 3, 0));
    }

    @Test
    void updatesInTheWrongOrderAreFound() {
        ledger.accept(balance(3, false, 300));
        ledger.accept(balance(5, false, 200));

        assertThat(ledger.disorder()).hasSize(1);
        assertThat(ledger.balancesThatDoNotFollow()).hasSize(2);
    }

    @Test
    void aLostUpdateIsFound() {
        ledger.accept(balance(3, false, 300));

        assertThat(ledger.balancesThatDoNotFollow()).hasSize(1);
    }

    @Test
    void aDuplicateIsCountedAndChangesNothing() {
        ledger.accept(balance(5, false, 200));
        ledger.accept(balance(3, false, 300));
        ledger.accept(balance(5, false, 200));

        assertThat(ledger.duplicates()).isOne();
        assertThat(ledger.size()).isEqualTo(5);
        assertThat(ledger.disorder()).isEmpty();
        assertThat(ledger.rows(BalanceTable.ACCOUNTS)).containsEntry(1, new BalanceRow(1, 3, 0));
    }

    private static Balance balance(int balance, boolean insert, long commitLsn) {
        return new Balance(
                BalanceTable.ACCOUNTS,
                1,
                new BalanceRow(1, balance, 0),
                insert,
                new Position(commitLsn, 0));
    }

    private static History history(int delta, long commitLsn) {
        return new History(new HistoryRow(1, 1, 1, delta, AT), new Position(commitLsn, 3));
    }
}
