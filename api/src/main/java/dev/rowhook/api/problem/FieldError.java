package dev.rowhook.api.problem;

/// What is wrong with one field of a request. `pointer` is a JSON pointer into the request's body.
public record FieldError(String pointer, String code, String detail) {}
