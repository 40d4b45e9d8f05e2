package dev.rowhook.api.auth;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import java.util.Optional;
import java.util.function.Function;

/// An issuer whose tokens sign requests in. Every bean of this type is trusted; no two are of one
/// issuer.
///
/// @param issuer the claim `iss` of its tokens
/// @param decoder takes a token apart, and throws unless signature, algorithm, times, issuer and
///   audience are right
/// @param subject who a decoded token is about: a [SignedInUser], a [Caller], or nobody any more
public record TrustedIssuer(
        String issuer, JwtDecoder decoder, Function<Jwt, Optional<Authentication>> subject) {}
