package dev.rowhook.api.host;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;

/// An account that was just made, and how its first owner gets in.
record CreatedAccount(HostedAccount account, Invitation invitation) {

    /// @param path of the page that accepts it, known here and never again: whoever has it is let
    ///   in
    record Invitation(
            String id, String email, String path, @JsonProperty("expires_at") Instant expiresAt) {

        /// Says nothing of the path.
        @Override
        public String toString() {
            return id;
        }
    }
}
