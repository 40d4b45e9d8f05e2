package dev.rowhook.api.delivery;

import static dev.rowhook.store.jooq.Tables.LOG_RELATION;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.name.Names;
import dev.rowhook.api.paging.PageCursors;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.changelog.Replays;
import dev.rowhook.changelog.SinkReplays;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.message.MessageId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A sink whose deliveries are asked for.
public record DeliverySink(
        AccountId account,
        SinkId id,
        DatabaseId database,
        boolean disabled,
        Duration attemptRetention,
        Duration deadLetterRetention) {
    private static final Field<String> SCHEMA =
            DSL.jsonbGetAttributeAsText(LOG_RELATION.DEFINITION, "schema");
    private static final Field<String> TABLE =
            DSL.jsonbGetAttributeAsText(LOG_RELATION.DEFINITION, "table");

    /// The sink that a reference means.
    ///
    /// @throws ProblemException 404 if it means none of this account
    public static DeliverySink require(DSLContext db, AccountId account, String reference) {
        return db.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(
                        Names.isMeant(
                                reference,
                                SinkId.parse(reference).map(SinkId::value),
                                SINK.ID,
                                SINK.NAME))
                .fetchOptional(row ->
                        new DeliverySink(
                                account,
                                new SinkId(row.getId()),
                                new DatabaseId(row.getDatabaseId()),
                                row.getStatus().equals("disabled"),
                                row.getAttemptRetention(),
                                row.getDeadLetterRetention()))
                .orElseThrow(() -> ProblemException.of(ProblemCode.SINK_NOT_FOUND));
    }

    /// @throws ProblemException 409 if nothing would be sent to it, now or later
    public void requireEnabled() {
        if (disabled) {
            throw ProblemException.of(ProblemCode.SINK_DISABLED);
        }
    }

    /// That rows of a table belong to this sink.
    public Condition owns(TableField<?, UUID> accounts, TableField<?, UUID> sinks) {
        return accounts.eq(account.value()).and(sinks.eq(id.value()));
    }

    /// What cursors of one of its lists are good for.
    public PageCursors.Scope scope(String list) {
        return new PageCursors.Scope(account, id.value(), list);
    }

    /// What was sent again to it.
    public Replays replays(DSLContext db) {
        return SinkReplays.read(db, account, id);
    }

    /// The id of one of its messages.
    public MessageId message(Replays replays, int incarnation, long seq) {
        return new MessageId(id, incarnation, seq, replays.idRunOf(seq));
    }

    /// The names of the tables of its database, by relation version.
    public Map<Integer, String> tables(DSLContext db) {
        return db.select(LOG_RELATION.VERSION, SCHEMA, TABLE)
                .from(LOG_RELATION)
                .where(ofDatabase())
                .fetchMap(
                        row -> row.value1(),
                        row -> new TableName(row.value2(), row.value3()).toString());
    }

    /// The relation versions that a table of its database has had.
    public List<Integer> versions(DSLContext db, TableName table) {
        return db.select(LOG_RELATION.VERSION)
                .from(LOG_RELATION)
                .where(ofDatabase())
                .and(SCHEMA.eq(table.schema()))
                .and(TABLE.eq(table.table()))
                .fetch(LOG_RELATION.VERSION);
    }

    private Condition ofDatabase() {
        return LOG_RELATION
                .ACCOUNT_ID
                .eq(account.value())
                .and(LOG_RELATION.DATABASE_ID.eq(database.value()));
    }
}
