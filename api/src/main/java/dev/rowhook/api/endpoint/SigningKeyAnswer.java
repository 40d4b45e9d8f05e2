package dev.rowhook.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.secret.Secret;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Instant;
import java.util.Optional;

/// A key that signs requests, as answers show it.
///
/// @param secret in the one answer to the request that made the key, if Rowhook made it
/// @param expiresAt when it stops signing, if it does
record SigningKeyAnswer(
        String id,
        String scheme,
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
                @JsonSerialize(contentUsing = SigningKeyAnswer.Revealed.class)
                Optional<Secret> secret,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonProperty("public_key")
                Optional<String> publicKey,
        String fingerprint,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") Optional<Instant> expiresAt) {

    SigningKeyAnswer with(Secret revealed) {
        return new SigningKeyAnswer(
                id, scheme, Optional.of(revealed), publicKey, fingerprint, createdAt, expiresAt);
    }

    /// Without its secret.
    SigningKeyAnswer without() {
        return new SigningKeyAnswer(
                id, scheme, Optional.empty(), publicKey, fingerprint, createdAt, expiresAt);
    }

    /// Secrets have no writer but this.
    static final class Revealed extends ValueSerializer<Secret> {
        @Override
        public void serialize(Secret value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.reveal());
        }
    }
}
