package dev.rowhook.core.change;

/// How the text of one value becomes JSON.
public enum Scalar implements ValueType {
    /// A JSON string of the text as it is.
    TEXT,
    /// `t` or `f`.
    BOOLEAN,
    /// Digits as they are; `NaN` and the infinities as strings.
    NUMBER,
    /// JSON already.
    JSON,
    /// Keys and texts of the extension `hstore`, which become an object.
    HSTORE,
    /// A timestamp without a zone.
    TIMESTAMP,
    /// A timestamp with a zone, always UTC on the wire.
    TIMESTAMPTZ
}
