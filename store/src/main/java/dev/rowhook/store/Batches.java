package dev.rowhook.store;

import java.util.function.LongSupplier;

/// What has many rows to take, and takes a bounded number at a time, each time in a transaction of
/// its own: no statement outlasts its time-out.
public final class Batches {
    private Batches() {}

    /// Repeats a batch until one takes fewer rows than `size`.
    ///
    /// @param batch takes up to `size` rows, and tells how many they were
    /// @return how many rows all of them took
    /// @throws InterruptedException if the thread was interrupted before one of them
    public static long repeat(int size, LongSupplier batch) throws InterruptedException {
        long all = 0;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long taken = batch.getAsLong();
            all += taken;
            if (taken < size) {
                return all;
            }
        }
    }
}
