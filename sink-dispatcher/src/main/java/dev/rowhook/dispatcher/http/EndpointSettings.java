package dev.rowhook.dispatcher.http;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.signing.Signer;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import java.time.Duration;

/// Where the requests of one sink go, and how.
///
/// @param url of the endpoint and the sink together; its query is a secret
/// @param headers that are no secrets
/// @param secretHeaders win over the others
/// @param timeout of a whole request, from the name's look-up to the end of the answer
/// @param gzip whether bodies of 1 KiB and more are compressed
public record EndpointSettings(
        AccountId account,
        EndpointId endpoint,
        HttpUrl url,
        Headers headers,
        Headers secretHeaders,
        Auth auth,
        TlsIdentity tls,
        Signer signer,
        Duration timeout,
        boolean gzip) {

    /// The same with requests that take no longer than this.
    public EndpointSettings within(Duration most) {
        return new EndpointSettings(
                account,
                endpoint,
                url,
                headers,
                secretHeaders,
                auth,
                tls,
                signer,
                timeout.compareTo(most) < 0 ? timeout : most,
                gzip);
    }

    @Override
    public String toString() {
        return "settings of " + endpoint;
    }
}
