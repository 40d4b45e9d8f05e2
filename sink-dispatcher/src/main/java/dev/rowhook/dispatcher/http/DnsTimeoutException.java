package dev.rowhook.dispatcher.http;

import java.net.UnknownHostException;

/// The name servers did not answer in time. The endpoint's name may well be right.
final class DnsTimeoutException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    DnsTimeoutException(String message) {
        super(message);
    }
}
