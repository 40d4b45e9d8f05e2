package dev.rowhook.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.testing.OwnPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A key is published before it signs and after the next one has begun to.
class SigningKeysTest {
    private static final String LINE = MasterKeys.createLine("a").reveal();
    private static final MasterKeys MASTER = MasterKeys.parse(LINE);

    private final OwnPostgres postgres = OwnPostgres.create();
    private final MovedClock clock = new MovedClock();
    private final SigningKeys keys = node(MASTER);

    @AfterEach
    void drop() {
        postgres.close();
    }

    private SigningKeys node(MasterKeys masterKeys) {
        return new SigningKeys(new SigningKeyRows(postgres.identity(), masterKeys), clock);
    }

    private List<String> published(SigningKeys node) {
        return node.get(new JWKSelector(new JWKMatcher.Builder().build()), null).stream()
                .map(key -> key.getKeyID())
                .toList();
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        keys.run();
    }

    @Test
    void theFirstKeySignsAtOnceForThirtyDays() {
        String first = keys.signing().getKeyID();
        pass(KeySchedule.SIGNS_FOR.minus(KeySchedule.OVERLAP).minusMinutes(1));
        assertThat(published(keys)).containsExactly(first);
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
    }

    @Test
    void theNextKeyIsPublishedAheadAndTheOldOneStaysBehind() {
        String first = keys.signing().getKeyID();
        pass(KeySchedule.SIGNS_FOR.minus(KeySchedule.OVERLAP));
        assertThat(published(keys)).hasSize(2).contains(first);
        assertThat(keys.signing().getKeyID()).isEqualTo(first);

        pass(KeySchedule.OVERLAP.minusSeconds(1));
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
        pass(Duration.ofSeconds(1));
        String second = keys.signing().getKeyID();
        assertThat(second).isNotEqualTo(first);
        assertThat(published(keys)).containsExactlyInAnyOrder(first, second);

        pass(KeySchedule.OVERLAP.minusSeconds(1));
        assertThat(published(keys)).contains(first);
        pass(Duration.ofSeconds(1));
        assertThat(published(keys)).containsExactly(second);
    }

    @Test
    void afterALongPauseNoKeySignsThatNobodyKnows() {
        String first = keys.signing().getKeyID();
        pass(Duration.ofDays(90));
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
        assertThat(published(keys)).hasSize(2);
        pass(KeySchedule.OVERLAP);
        assertThat(keys.signing().getKeyID()).isNotEqualTo(first);
    }

    @Test
    void anotherNodeKnowsAKeyWhenItsTokenComes() {
        SigningKeys other = node(MASTER);
        String first = other.signing().getKeyID();
        clock.now = clock.now.plus(KeySchedule.SIGNS_FOR);
        keys.run();
        String next =
                published(keys).stream().filter(id -> !id.equals(first)).findFirst().orElseThrow();
        assertThat(published(other)).containsExactly(first);
        JWKSelector selector = new JWKSelector(new JWKMatcher.Builder().keyID(next).build());
        assertThat(other.get(selector, null)).hasSize(1);
    }

    @Test
    void nodesThatStartAtOnceMakeOneKey() {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> node(MASTER).signing());
            }
        }
        assertThat(published(keys)).hasSize(1);
    }

    @Test
    void keysAreSealedAnewUnderANewMasterKey() {
        String key = keys.signing().getKeyID();
        String next = MasterKeys.createLine("b").reveal();
        node(MasterKeys.parse(next + "\n" + LINE)).run();
        assertThat(node(MasterKeys.parse(next)).signing().getKeyID()).isEqualTo(key);
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
