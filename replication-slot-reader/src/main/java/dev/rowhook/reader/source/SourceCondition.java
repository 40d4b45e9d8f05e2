package dev.rowhook.reader.source;

/// What is told about a database: a stable code, what is the matter, and what mends it (SQL where
/// there is some).
public record SourceCondition(String code, String message, String remedy) {}
