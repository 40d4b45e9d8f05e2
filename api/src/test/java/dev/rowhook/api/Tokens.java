package dev.rowhook.api;

/// What the authorization server gave to a client.
final class Tokens {
    private final String access;
    private final String refresh;

    Tokens(Client.Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        this.access = answer.string("/access_token");
        this.refresh = answer.string("/refresh_token");
    }

    String access() {
        return access;
    }

    String refresh() {
        return refresh;
    }
}
