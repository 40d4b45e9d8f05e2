package dev.rowhook.server.client;

import java.net.URI;

/// Where webhooks go.
///
/// @param authorization the value of the header that proves to the receiver who sends; a secret
/// @param batch whether a request holds many messages
public record Destination(URI url, String authorization, boolean batch) {

    @Override
    public String toString() {
        return "Destination[%s, batch=%s]".formatted(url, batch);
    }
}
