package dev.rowhook.benchmarks.receiver;

/// A request that was read to its end.
///
/// @param sink the number that ends its path, or -1
/// @param whole whether the body held messages and nothing but whole ones
record Request(int sink, MessageList messages, boolean whole) {}
