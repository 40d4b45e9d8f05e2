package dev.rowhook.dispatcher.window;

/// How far a window is: everything up to `mark` is done, and beyond it the seqs in `doneBeyond`,
/// rising.
@SuppressWarnings("ArrayRecordComponent") // A snapshot that is written and forgotten.
public record Progress(long mark, long[] doneBeyond) {}
