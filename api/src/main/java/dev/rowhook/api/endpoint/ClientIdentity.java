package dev.rowhook.api.endpoint;

import dev.rowhook.core.secret.Secret;

/// By what we prove to an endpoint who we are: a certificate with its chain, and its key, both in
/// PEM.
record ClientIdentity(String certificate, Secret key) {}
