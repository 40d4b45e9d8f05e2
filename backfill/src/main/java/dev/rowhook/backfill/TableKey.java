package dev.rowhook.backfill;

import dev.rowhook.core.BackfillId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

/// Names a table of a backfill.
record TableKey(BackfillId backfill, SinkId sink, TableName table) {}
