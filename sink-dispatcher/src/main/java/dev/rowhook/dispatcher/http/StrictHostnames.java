package dev.rowhook.dispatcher.http;

import okhttp3.internal.tls.OkHostnameVerifier;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;

/// Checks names as OkHttp does. That it is not OkHttp's own keeps a connection to its one host:
/// otherwise another host of the same address and certificate would be sent requests on it.
final class StrictHostnames implements HostnameVerifier {
    @Override
    public boolean verify(String hostname, SSLSession session) {
        return OkHostnameVerifier.INSTANCE.verify(hostname, session);
    }
}
