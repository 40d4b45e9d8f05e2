package dev.rowhook.api.delivery.deadletter;

import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

/// A dead letter, and how many messages wait for it.
record DeadLetterRow(SinkPendingRecord row, int waiting) {}
