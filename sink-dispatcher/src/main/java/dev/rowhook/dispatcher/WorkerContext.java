package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.dispatcher.pending.Sealer;

import org.jooq.DSLContext;

import java.time.Clock;
import java.util.random.RandomGenerator;

/// What the sink workers of one database share.
record WorkerContext(
        DSLContext worker,
        SinkCursors cursors,
        Lease lease,
        Sealer sealer,
        CursorSaver saver,
        DeliveryLimits limits,
        Clock clock,
        RandomGenerator random,
        Runnable leaseLost) {}
