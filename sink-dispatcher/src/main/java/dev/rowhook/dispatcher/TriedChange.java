package dev.rowhook.dispatcher;

import java.util.Optional;

/// What a sink would make of a change.
///
/// @param verdict `wanted`, `undecided` (it is sent), `left` (it is sent as a delete), `unwanted`,
///   `failed` (the filter ends with an error: a dead letter) or `broken` (it does not fit the
///   table)
/// @param message the JSON of what is sent, if anything is
/// @param fault why it cannot be sent, though it is to be
public record TriedChange(String verdict, Optional<String> message, Optional<String> fault) {

    /// Says what became of it, never what it holds.
    @Override
    public String toString() {
        return verdict;
    }
}
