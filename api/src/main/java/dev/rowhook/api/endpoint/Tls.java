package dev.rowhook.api.endpoint;

import dev.rowhook.core.tls.ClientIdentity;

import java.util.Optional;

/// How the connection to an endpoint is secured.
///
/// @param ca certificates that are trusted besides the system's, in PEM
record Tls(Optional<String> ca, Optional<ClientIdentity> client) {}
