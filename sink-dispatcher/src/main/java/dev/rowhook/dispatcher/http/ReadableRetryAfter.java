package dev.rowhook.dispatcher.http;

import okhttp3.Interceptor;
import okhttp3.Response;

import java.io.IOException;

/// Takes away a `Retry-After` of more seconds than fit into 32 bits: OkHttp reads the header of a
/// 408 or 503 itself, and fails on such a number with an exception that is none of I/O.
final class ReadableRetryAfter implements Interceptor {
    private static final String NAME = "retry-after";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String value = response.header(NAME);
        return value == null || RetryAfter.isReadable(value)
                ? response
                : response.newBuilder().removeHeader(NAME).build();
    }
}
