package dev.rowhook.api.signin.password;

import dev.rowhook.core.secret.Secret;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes and checks passwords by argon2id: 19 MiB and two passes each, two at a time. Whoever
/// waits too long for a turn is told so, for a server that hashes for everybody at once does
/// nothing else.
///
/// Thread-safe.
@Component
class PasswordHashes {
    private static final Duration TURN_WITHIN = Duration.ofSeconds(3);
    private static final int AT_A_TIME = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final String nobodys = argon2.encode("the password of nobody");

    /// What is stored of a password.
    ///
    /// @throws TooBusyException if no turn came in time
    String hash(Secret password) {
        return inTurn(() -> argon2.encode(text(password)));
    }

    /// Whether it is the password; it takes as long if there is none.
    ///
    /// @throws TooBusyException if no turn came in time
    boolean matches(Secret password, Optional<String> hash) {
        return inTurn(() -> argon2.matches(text(password), hash.orElse(nobodys)))
                && hash.isPresent();
    }

    /// The same letters however a keyboard composes them.
    private static String text(Secret password) {
        return Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusyException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TooBusyException();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
