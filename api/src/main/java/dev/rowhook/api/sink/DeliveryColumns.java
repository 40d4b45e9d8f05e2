package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Field;

import java.util.Map;

/// The columns of a sink that say how it is delivered.
final class DeliveryColumns {
    private DeliveryColumns() {}

    static Map<Field<?>, Object> of(Delivery delivery) {
        return Map.of(
                SINK.STATUS, delivery.status(),
                SINK.PATH, delivery.path(),
                SINK.BATCH, delivery.batch(),
                SINK.BATCH_SIZE, delivery.batchSize(),
                SINK.REQUEST_TIMEOUT, delivery.requestTimeout(),
                SINK.MAX_IN_FLIGHT, delivery.maxInFlight(),
                SINK.FIRST_DELAY, delivery.firstDelay(),
                SINK.MAX_DELAY, delivery.maxDelay());
    }

    static Delivery read(SinkRecord sink) {
        return new Delivery(
                sink.getStatus(),
                sink.getPath(),
                sink.getBatch(),
                sink.getBatchSize(),
                sink.getRequestTimeout(),
                sink.getMaxInFlight(),
                sink.getFirstDelay(),
                sink.getMaxDelay());
    }
}
