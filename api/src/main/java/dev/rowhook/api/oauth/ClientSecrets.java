package dev.rowhook.api.oauth;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.security.MessageDigest;
import java.util.HexFormat;

/// Checks the secrets of machines, which are random: their SHA-256 does.
final class ClientSecrets implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence secret) {
        throw new UnsupportedOperationException("accounts keep their clients themselves");
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        return secret != null
                && hash != null
                && OpaqueToken.parse(TokenKind.CLIENT, secret.toString())
                        .filter(token ->
                                MessageDigest.isEqual(token.hash(), HexFormat.of().parseHex(hash)))
                        .isPresent();
    }
}
