package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.dispatcher.attempt.AttemptLog;
import dev.rowhook.dispatcher.pending.Sealer;

import org.jooq.DSLContext;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// What the sink workers of one database share.
///
/// @param clock a steady one, by which waits are measured
/// @param wall what others are told
/// @param holds whether the lease surely holds; while it does not, nothing is sent
/// @param changed is called after a transaction that wrote where a sink is, or what failed
record WorkerContext(
        DSLContext worker,
        SinkCursors cursors,
        Lease lease,
        Sealer sealer,
        CursorSaver saver,
        AttemptLog attempts,
        WindowMemory memory,
        SinkMarks marks,
        DeliveryLimits limits,
        Clock clock,
        Clock wall,
        RandomGenerator random,
        BooleanSupplier holds,
        Runnable leaseLost,
        Runnable changed) {}
