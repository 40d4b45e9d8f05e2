package dev.rowhook.benchmarks.append;

/// So many rows in transactions of so many rows each.
record Load(String name, long rows, long perTransaction) {}
