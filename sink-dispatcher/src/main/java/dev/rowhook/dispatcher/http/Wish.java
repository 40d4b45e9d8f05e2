package dev.rowhook.dispatcher.http;

/// What an endpoint asks for beside its status, by the header `webhook-delivery`.
public enum Wish {
    NONE,
    /// `abort-message`: never to be sent this message again.
    ABORT_MESSAGE,
    /// `disable`, or the status 410: never to be sent anything again.
    DISABLE
}
