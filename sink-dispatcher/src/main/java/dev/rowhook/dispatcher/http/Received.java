package dev.rowhook.dispatcher.http;

import dev.rowhook.dispatcher.http.Outcome.Cause;

import java.util.Optional;

/// What came back of one request.
record Received(Outcome outcome, Wish wish, Optional<Answer> answer) {

    static Received nothing(Cause cause) {
        return new Received(new Outcome.Unreachable(cause), Wish.NONE, Optional.empty());
    }

    static Received status(int status) {
        return new Received(new Outcome.Refused(status), Wish.NONE, Optional.empty());
    }
}
