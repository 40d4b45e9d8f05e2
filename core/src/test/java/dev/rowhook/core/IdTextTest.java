package dev.rowhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.UUID;

class IdTextTest {
    private static final UUID ALL_ONES = new UUID(-1, -1);

    @Test
    void everyIdReadsWhatItWrites() {
        for (int i = 0; i < 1000; i++) {
            SinkId id = SinkId.create();
            assertThat(SinkId.parse(id.toString())).contains(id);
            assertThat(id.toString()).matches("snk_[0-9a-hjkmnp-tv-z]{26}");
        }
    }

    @Test
    void theSmallestAndTheLargestIdAreWritten() {
        assertThat(new AccountId(new UUID(0, 0))).hasToString("acc_" + "0".repeat(26));
        assertThat(new AccountId(ALL_ONES)).hasToString("acc_7" + "z".repeat(25));
        assertThat(AccountId.parse("acc_7" + "z".repeat(25))).contains(new AccountId(ALL_ONES));
    }

    @Test
    void aNumberOfMoreThan128BitsIsNoId() {
        assertThat(AccountId.parse("acc_8" + "0".repeat(25))).isEmpty();
    }

    @Test
    void anIdOfAnotherKindOrCutShortIsNoId() {
        String text = EndpointId.create().toString();
        assertThat(DatabaseId.parse(text)).isEmpty();
        assertThat(TokenId.parse(text)).isEmpty();
        for (int length = 0; length < text.length(); length++) {
            assertThat(EndpointId.parse(text.substring(0, length))).isEmpty();
        }
        assertThat(EndpointId.parse(text + "0")).isEmpty();
        assertThat(EndpointId.parse(text.substring(0, text.length() - 1) + "u"))
                .isEqualTo(Optional.empty());
    }

    @Test
    void textsSortAsIdsDo() throws InterruptedException {
        DatabaseId first = DatabaseId.create();
        Thread.sleep(2);
        assertThat(DatabaseId.create().toString()).isGreaterThan(first.toString());
    }

    @Test
    void anIdIsAVersionSevenUuid() {
        UUID id = AccountId.create().value();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }
}
