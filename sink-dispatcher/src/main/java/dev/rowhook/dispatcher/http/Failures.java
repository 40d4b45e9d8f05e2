package dev.rowhook.dispatcher.http;

import dev.rowhook.core.egress.EgressDeniedException;
import dev.rowhook.dispatcher.http.CallProgress.Stage;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.StreamResetException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Tells failed calls apart.
final class Failures {
    private Failures() {}

    /// @param stage what the request waited for when it failed
    static Cause cause(IOException failure, Stage stage) {
        if (isCausedBy(failure, EgressDeniedException.class)) {
            return Cause.EGRESS_DENIED;
        }
        return stage == Stage.SENT ? afterSending(failure) : beforeSending(failure, stage);
    }

    private static Cause beforeSending(IOException failure, Stage stage) {
        return switch (failure) {
            case DnsTimeoutException _ -> Cause.DNS_TIMEOUT;
            case UnknownHostException _ -> Cause.DNS_ERROR;
            case InterruptedIOException _ ->
                    stage == Stage.DNS ? Cause.DNS_TIMEOUT : Cause.CONNECT_TIMEOUT;
            case SSLException tls -> isOfCertificate(tls) ? Cause.TLS_CERTIFICATE : Cause.TLS_ERROR;
            case ConnectException connect when isRefused(connect) -> Cause.CONNECTION_REFUSED;
            default -> stage == Stage.TLS ? Cause.TLS_ERROR : Cause.CONNECT_FAILED;
        };
    }

    private static Cause afterSending(IOException failure) {
        return switch (failure) {
            case InterruptedIOException _ -> Cause.TIMEOUT;
            // By TLS 1.3 the peer judges our certificate after we have begun to send.
            case SSLHandshakeException _ -> Cause.TLS_ERROR;
            case SSLException _, SocketException _, EOFException _ -> Cause.CONNECTION_RESET;
            case StreamResetException _, ConnectionShutdownException _ -> Cause.CONNECTION_RESET;
            case IOException e when isCutShort(e) -> Cause.CONNECTION_RESET;
            case ProtocolException _ -> Cause.ANSWER_INVALID;
            default -> Cause.OTHER;
        };
    }

    /// OkHttp has no type of its own for an answer that ends early, or never begins.
    private static boolean isCutShort(IOException failure) {
        String message = failure.getMessage();
        return failure.getCause() instanceof EOFException
                || (message != null && message.startsWith("unexpected end of stream"));
    }

    private static boolean isOfCertificate(SSLException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || isCausedBy(failure, CertificateException.class);
    }

    /// The cause is named by its text alone, in the exception or in what OkHttp put around it.
    private static boolean isRefused(ConnectException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains("refused")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Exception> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
