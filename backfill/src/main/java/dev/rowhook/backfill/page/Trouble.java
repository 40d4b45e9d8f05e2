package dev.rowhook.backfill.page;

/// What is the matter with a table, and what mends it.
public record Trouble(String code, String message, String remedy) {}
