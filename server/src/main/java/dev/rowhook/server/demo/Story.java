package dev.rowhook.server.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// What happens in the tenant's table, act by act, and what to look at. Not thread-safe.
final class Story {
    static final long REFUSED_ROW = 3;

    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(20);
    private static final int WAITING = 3;

    private final Screen screen;
    private final TenantDatabase database;
    private final Inbox inbox;
    private final Duration pause;
    private final int refusals;
    private int made;

    /// @param pause between the acts, for whoever reads
    /// @param refusals how many refusals to wait for before the receiver is healed
    Story(Screen screen, TenantDatabase database, Inbox inbox, Duration pause, int refusals) {
        this.screen = screen;
        this.database = database;
        this.inbox = inbox;
        this.pause = pause;
        this.refusals = refusals;
    }

    /// Tells it, and answers what is known in the end. An act whose changes do not arrive is given
    /// up after a while.
    Evidence tell() throws SQLException, InterruptedException {
        rowsAreInserted();
        Thread.sleep(pause);
        aTransactionUpdates();
        Thread.sleep(pause);
        aRowIsDeleted();
        Thread.sleep(pause);
        theReceiverRefusesARow();
        Thread.sleep(pause);
        theReceiverIsHealed();
        List<Arrival> arrivals = inbox.arrivals();
        return new Evidence(
                arrivals,
                made,
                inbox.strangers(),
                database.differences(Acceptances.of(arrivals).finalRows()),
                REFUSED_ROW);
    }

    private void rowsAreInserted() throws SQLException, InterruptedException {
        screen.act("1  Five subscriptions are inserted. Each becomes one webhook.");
        change(
                """
                insert into subscriptions (customer, plan, mrr, tags, details) values
                    ('Ada Bakery', 'basic', 29.00, '{food}', '{"seats": 2}'),
                    ('Bell & Sons', 'team', 99.00, '{}', '{"seats": 8}'),
                    ('Curie Labs', 'business', 299.00, '{science,eu}', '{"seats": 40, "sso": true}'),
                    ('Dijkstra Travel', 'team', 99.00, '{travel}', '{"seats": 5}'),
                    ('Erdős Paper', 'basic', 29.00, '{}', '{}')
                """);
        awaitAllBut(0);
    }

    private void aTransactionUpdates() throws SQLException, InterruptedException {
        screen.act("2  One transaction raises two prices and upgrades a plan. Look at old → new.");
        change(
                "update subscriptions set mrr = mrr + 10 where plan = 'team'",
                "update subscriptions set plan = 'team', mrr = 109.00 where id = 1");
        awaitAllBut(0);
    }

    private void aRowIsDeleted() throws SQLException, InterruptedException {
        screen.act("3  A row is deleted.");
        change("delete from subscriptions where id = 5");
        awaitAllBut(0);
    }

    private void theReceiverRefusesARow() throws SQLException, InterruptedException {
        screen.act(
                "4  The receiver answers 500 to everything of row 3. Rows 1 to 4 go on changing.");
        inbox.refuse(REFUSED_ROW);
        change("update subscriptions set mrr = 301 where id = 3");
        change("update subscriptions set status = 'past_due' where id = 1");
        change("update subscriptions set mrr = 302 where id = 3");
        change("update subscriptions set mrr = 120 where id = 2");
        change("update subscriptions set mrr = 303 where id = 3");
        change("update subscriptions set plan = 'basic', mrr = 39 where id = 4");
        change(
                "insert into subscriptions (customer, plan, mrr) values ('Franklin Optics', 'basic', 29)");
        awaitAllBut(WAITING);
        screen.note(
                "The other rows arrived. Row 3 is tried again, a little later each time, and its");
        screen.note("two later changes wait behind it:");
        await(arrivals -> refused(arrivals) >= refusals);
    }

    private void theReceiverIsHealed() throws InterruptedException {
        screen.act("5  The receiver is healed. Row 3 catches up: 301, 302, 303.");
        inbox.heal();
        awaitAllBut(0);
    }

    private void change(String... statements) throws SQLException {
        made += database.change(statements);
    }

    private void awaitAllBut(int waiting) throws InterruptedException {
        await(arrivals -> Acceptances.of(arrivals).count() >= made - waiting);
    }

    private void await(Predicate<List<Arrival>> wish) throws InterruptedException {
        if (!inbox.await(wish, ARRIVES_WITHIN)) {
            screen.note(
                    "… not all of it arrived within %d s".formatted(ARRIVES_WITHIN.toSeconds()));
        }
    }

    private static long refused(List<Arrival> arrivals) {
        return arrivals.stream().filter(arrival -> !arrival.isAccepted()).count();
    }
}
