package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A transaction that wrote to a table before it was published is half in the stream. So a sink of
/// that table is not active before the transaction has ended, and from then on it misses nothing.
class TableAddedWhileWritingTest {
    @TempDir private Path directory;

    @Test
    void aSinkIsNotActiveBeforeTheWritersOfItsTableHaveEnded() throws Exception {
        try (Scene scene = Scene.open(directory);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            int owed = 0;
            int committedLate = 3;
            for (AddedTable table :
                    whoseTransactionsOutlastTheAnswer(scene, clients, committedLate)) {
                Waiting.until("it is active", () -> table.state().equals("active"));
                owed += table.requireAllFromNowOn();
            }
            int committedEarly = 1;
            owed += whoseTransactionEndsBeforeTheAnswer(scene, clients, 10);
            System.out.printf(
                    "tables added while written to: %d, all %d changes after `active` arrived%n",
                    committedLate + committedEarly, owed);
        }
    }

    private static List<AddedTable> whoseTransactionsOutlastTheAnswer(
            Scene scene, ExecutorService clients, int count) throws Exception {
        List<AddedTable> tables = new ArrayList<>();
        List<Future<String>> answers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            AddedTable table = AddedTable.begin(scene, number);
            tables.add(table);
            answers.add(clients.submit(table::createSink));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("starting");
        }
        for (AddedTable table : tables) {
            assertThat(tables).allMatch(each -> isStarting(each));
            table.writeInTransaction();
            table.commit();
        }
        return tables;
    }

    private static boolean isStarting(AddedTable table) {
        try {
            return table.state().equals("starting");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int whoseTransactionEndsBeforeTheAnswer(
            Scene scene, ExecutorService clients, int number) throws Exception {
        AddedTable table = AddedTable.begin(scene, number);
        Future<String> answer = clients.submit(table::createSink);
        Waiting.until("it is published", table::isPublished);
        Thread.sleep(200);
        assertThat(table.state()).isEqualTo("starting");
        table.writeInTransaction();
        table.commit();
        assertThat(answer.get()).isEqualTo("active");
        return table.requireAllFromNowOn();
    }
}
