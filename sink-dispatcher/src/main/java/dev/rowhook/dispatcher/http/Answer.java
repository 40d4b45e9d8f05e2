package dev.rowhook.dispatcher.http;

import okhttp3.Headers;

/// What is kept of an answer.
///
/// @param body its first 16 KiB, in which secrets of the sink are blanked
/// @param complete whether that is all of it
@SuppressWarnings("ArrayRecordComponent") // Written once and forgotten.
public record Answer(int status, Headers headers, byte[] body, boolean complete) {

    /// Says nothing of what it holds.
    @Override
    public String toString() {
        return "answer " + status;
    }
}
