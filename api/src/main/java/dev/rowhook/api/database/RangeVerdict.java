package dev.rowhook.api.database;

/// What a source says of a range of a table's rows.
public sealed interface RangeVerdict {

    /// It can be read.
    record Fits() implements RangeVerdict {}

    /// It cannot be read.
    ///
    /// @param part what of it is wrong
    /// @param message says why, without the driver's text
    record Misfit(Part part, String message) implements RangeVerdict {}

    /// The source cannot be asked. `message` says why, without the driver's text.
    record Unreachable(String message) implements RangeVerdict {}

    /// The parts of a range.
    enum Part {
        COLUMN,
        START,
        END
    }
}
