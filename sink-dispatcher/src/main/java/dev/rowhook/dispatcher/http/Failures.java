package dev.rowhook.dispatcher.http;

import dev.rowhook.core.egress.EgressDeniedException;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.StreamResetException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

/// Tells failed calls apart.
final class Failures {
    private Failures() {}

    /// @param sent whether any of the request was sent
    static Cause cause(IOException failure, boolean sent) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EgressDeniedException) {
                return Cause.EGRESS_DENIED;
            }
        }
        return sent ? afterSending(failure) : beforeSending(failure);
    }

    private static Cause beforeSending(IOException failure) {
        return switch (failure) {
            case UnknownHostException _ -> Cause.DNS;
            case SSLException _ -> Cause.TLS;
            default -> Cause.CONNECT;
        };
    }

    private static Cause afterSending(IOException failure) {
        return switch (failure) {
            case InterruptedIOException _ -> Cause.TIMEOUT;
            case SSLException _, SocketException _, EOFException _ -> Cause.RESET;
            case StreamResetException _, ConnectionShutdownException _ -> Cause.RESET;
            // OkHttp's "unexpected end of stream" before an answer is of no type of its own.
            case IOException e when e.getCause() instanceof EOFException -> Cause.RESET;
            default -> Cause.OTHER;
        };
    }
}
