package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.RangeVerdict.Misfit;
import dev.rowhook.api.database.RangeVerdict.Part;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A sink of an account of its own, over two tables of a source that a test plays: `orders` (id,
/// total) and `items` (id, price).
final class SinkToFill {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName ITEMS = new TableName("public", "items");

    final ApiServer server = ApiServer.shared();
    final NewAccount account = server.createAccount();
    final Client client = server.client(account);
    final DSLContext worker = server.postgres().worker();
    final SinkId id;
    final DatabaseId database;
    private final PlayedOwner owner = server.bean(PlayedOwner.class);

    SinkToFill() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        create("orders", "");
        id = SinkId.parse(client.get("/v1/sinks/orders").string("/id")).orElseThrow();
        database = DatabaseId.parse(client.get("/v1/databases/prod").string("/id")).orElseThrow();
    }

    /// Makes another sink over the same tables.
    Answer create(String name, String fields) {
        return client.post(
                "/v1/sinks",
                """
                {"name":"%s","database":"prod","tables":["public.orders","public.items"],
                 "destination":{"type":"webhook","http_endpoint":"crm"}%s}
                """
                        .formatted(name, fields));
    }

    void sourceAnswers() {
        owner.shapes =
                new TableShapes.Read(
                        Map.of(
                                ORDERS,
                                List.of(shape(ORDERS, "id", "total")),
                                ITEMS,
                                List.of(shape(ITEMS, "id", "price"))));
        owner.range = new RangeVerdict.Fits();
    }

    void sourceLacksItems() {
        owner.shapes = new TableShapes.Read(Map.of(ORDERS, List.of(shape(ORDERS, "id", "total"))));
    }

    void sourceRefusesEnd(String message) {
        owner.range = new Misfit(Part.END, message);
    }

    void sourceIsAway() {
        owner.shapes = new TableShapes.Unreachable("The source is away.");
        owner.range = new RangeVerdict.Unreachable("The source is away.");
    }

    private static TableShape shape(TableName table, String... columns) {
        return Shapes.of(table, Set.of(columns), Set.of("id"));
    }

    /// Has the owner of the database say something of a table of a backfill.
    <T> void set(Answer backfill, String table, Field<T> field, @Nullable T value) {
        worker.update(BACKFILL_TABLE)
                .set(field, value)
                .where(
                        BACKFILL_TABLE.BACKFILL_ID.eq(
                                BackfillId.parse(backfill.string("/id")).orElseThrow().value()))
                .and(BACKFILL_TABLE.TABLE_NAME.eq(table))
                .execute();
    }
}
