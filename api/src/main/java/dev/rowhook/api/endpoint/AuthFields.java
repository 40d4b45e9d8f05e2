package dev.rowhook.api.endpoint;

import dev.rowhook.api.endpoint.Auth.Basic;
import dev.rowhook.api.endpoint.Auth.Bearer;
import dev.rowhook.api.endpoint.Auth.Client;
import dev.rowhook.api.endpoint.Auth.ClientCredentials;
import dev.rowhook.api.endpoint.Auth.Grant;
import dev.rowhook.api.endpoint.Auth.None;
import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads `auth`.
final class AuthFields {
    private static final int MAX_LENGTH = 1000;
    private static final int MAX_TOKEN = 8000;
    private static final int MAX_SCOPES = 50;

    /// The scope-token of RFC 6749.
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final Fields fields;
    private final Auth held;
    private final Binding binding;
    private final EgressPolicy policy;

    /// @param held as the endpoint has it
    AuthFields(Fields fields, Auth held, Binding binding, EgressPolicy policy) {
        this.fields = fields;
        this.held = held;
        this.binding = binding;
        this.policy = policy;
    }

    Supplier<? extends Auth> read() {
        fields.optional(
                "type", Readers.oneOf("none", "bearer", "basic", "oauth2_client_credentials"));
        return switch (fields.peek("type").orElse("none")) {
            case "none" -> none();
            case "bearer" -> bearer();
            case "basic" -> basic();
            case "oauth2_client_credentials" -> clientCredentials();
            // The type was refused; what else is wrong depends on it.
            default -> {
                fields.passOver();
                yield None::new;
            }
        };
    }

    private Supplier<Auth> none() {
        if (!fields.hasValue("type") && fields.holdsAny()) {
            fields.refuse("type", "required", "The field is missing.");
            fields.passOver();
        }
        return None::new;
    }

    private Supplier<Auth> bearer() {
        Supplier<Secret> token =
                secret("token", Readers.text(MAX_TOKEN).then(AuthFields::checkToken), binding);
        return () -> new Bearer(token.get());
    }

    private Supplier<Auth> basic() {
        Supplier<String> username =
                fields.required(
                        "username",
                        Readers.text(MAX_LENGTH)
                                .then(AuthFields::checkControls)
                                .then(AuthFields::checkColon));
        Supplier<Secret> password =
                secret(
                        "password",
                        Readers.text(MAX_LENGTH).then(AuthFields::checkControls),
                        binding);
        return () -> new Basic(username.get(), password.get());
    }

    private Supplier<Auth> clientCredentials() {
        Supplier<EndpointUrl> tokenUrl =
                fields.required("token_url", EndpointUrl.reader(policy).then(AuthFields::checkUrl));
        FieldReader<String> text = Readers.text(MAX_LENGTH).then(AuthFields::checkControls);
        Supplier<String> clientId = fields.required("client_id", text);
        Supplier<Secret> clientSecret = secret("client_secret", text, tokenBinding());
        Supplier<List<String>> scopes =
                fields.optional(
                        "scopes",
                        Readers.list(0, MAX_SCOPES, Readers.text().then(AuthFields::checkScope)),
                        List.of());
        Supplier<Optional<String>> audience = fields.optional("audience", text);
        Supplier<String> authentication =
                fields.optional("client_authentication", Readers.oneOf("basic", "post"), "basic");
        return () ->
                new ClientCredentials(
                        new Client(clientId.get(), clientSecret.get(), authentication.get()),
                        new Grant(tokenUrl.get().base(), scopes.get(), audience.get()));
    }

    /// The client's secret is sent to the token URL.
    private Binding tokenBinding() {
        boolean same =
                held instanceof ClientCredentials(_, Grant grant)
                        && fields.peek("token_url")
                                .flatMap(url -> EndpointUrl.find(url, policy))
                                .map(EndpointUrl::origin)
                                .equals(
                                        EndpointUrl.find(grant.tokenUrl(), policy)
                                                .map(EndpointUrl::origin));
        return new Binding(binding.holds() && same);
    }

    private Supplier<Secret> secret(String name, FieldReader<String> reader, Binding bound) {
        boolean sameType = fields.peek("type").filter(held.type()::equals).isPresent();
        return new Binding(bound.holds() && sameType)
                .required(
                        fields,
                        name,
                        reader.then(AuthFields::checkMask).then(Secret::of),
                        held.secret());
    }

    private static EndpointUrl checkUrl(EndpointUrl url) throws InvalidFieldException {
        if (url.query().isPresent()) {
            throw new InvalidFieldException("invalid_url", "A token URL has no query string.");
        }
        return url;
    }

    private static String checkToken(String token) throws InvalidFieldException {
        if (!token.equals(Secret.MASK) && !TOKEN.matcher(token).matches()) {
            throw new InvalidFieldException(
                    "invalid", "A token is printable ASCII without spaces.");
        }
        return token;
    }

    private static String checkMask(String secret) throws InvalidFieldException {
        if (secret.equals(Secret.MASK)) {
            throw new InvalidFieldException(
                    "masked", "This is what stands for the secret: leave it out to keep it.");
        }
        return secret;
    }

    private static String checkScope(String scope) throws InvalidFieldException {
        if (!SCOPE.matcher(scope).matches()) {
            throw new InvalidFieldException(
                    "invalid", "A scope is printable ASCII without spaces, quotes and \\.");
        }
        return scope;
    }

    private static String checkControls(String text) throws InvalidFieldException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidFieldException("invalid", "The text holds a control character.");
        }
        return text;
    }

    private static String checkColon(String username) throws InvalidFieldException {
        if (username.contains(":")) {
            throw new InvalidFieldException("invalid", "A user's name holds no colon.");
        }
        return username;
    }
}
