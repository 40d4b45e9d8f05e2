package dev.rowhook.server.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Changes a row every few seconds, until its thread is interrupted. The table stays small.
final class EverydayLife {
    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final String SOME_ROW =
            "(select id from subscriptions order by random() limit 1)";
    private static final List<String> CHANGES =
            List.of(
                    "update subscriptions set mrr = mrr + 1 where id = " + SOME_ROW,
                    "update subscriptions set status = case status when 'active' then 'past_due' else 'active' end"
                            + " where id = "
                            + SOME_ROW,
                    "insert into subscriptions (customer, plan, mrr) values ('Gauss & Co', 'basic', 29)",
                    "update subscriptions set tags = array['since ' || to_char(now(), 'HH24:MI:SS')] where id = "
                            + SOME_ROW,
                    "update subscriptions set details = jsonb_set(details, '{seats}', '9') where id = "
                            + SOME_ROW,
                    "delete from subscriptions where id = (select max(id) from subscriptions where customer = 'Gauss & Co')");

    private final TenantDatabase database;

    EverydayLife(TenantDatabase database) {
        this.database = database;
    }

    void run() throws SQLException, InterruptedException {
        while (true) {
            for (String change : CHANGES) {
                Thread.sleep(EVERY);
                database.change(change);
            }
        }
    }
}
