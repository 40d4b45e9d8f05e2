package dev.rowhook.api;

import dev.rowhook.core.access.Role;

import java.util.Map;
import java.util.stream.Collectors;

/// How someone proves who they are: each is another way in to the same routes.
enum Asker {
    API_TOKEN,
    /// A machine, by an access token for its secret.
    OAUTH_CLIENT,
    /// A person's browser.
    SESSION,
    /// A person's command line.
    ACCESS_TOKEN;

    private static final ApiServer SERVER = ApiServer.shared();

    boolean isPerson() {
        return this == SESSION || this == ACCESS_TOKEN;
    }

    /// Someone new who may do in the account of `owner` what the role may.
    Client in(Client owner, Role role) {
        return switch (this) {
            case API_TOKEN ->
                    new Client(
                            SERVER.uri(), owner.post("/v1/tokens", scopes(role)).string("/token"));
            case OAUTH_CLIENT -> machine(owner.post("/v1/oauth-clients", scopes(role)));
            case SESSION -> Person.member(SERVER, owner, role).session();
            case ACCESS_TOKEN -> Person.member(SERVER, owner, role).commandLine();
        };
    }

    private static String scopes(Role role) {
        return "{\"name\":\"%s\",\"scopes\":[%s]}"
                .formatted(
                        role.code(),
                        role.permissions().stream()
                                .map(permission -> "\"" + permission.code() + "\"")
                                .collect(Collectors.joining(",")));
    }

    private static Client machine(Client.Answer made) {
        Map<String, String> form =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", made.string("/id"),
                        "client_secret", made.string("/client_secret"));
        Client.Answer answer = new CommandLine(SERVER).token(form);
        return new Client(SERVER.uri(), answer.string("/access_token"));
    }
}
