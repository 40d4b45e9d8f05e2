package dev.rowhook.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

class MasterKeysTest {
    private static final String FIRST = MasterKeys.createLine("first").reveal();
    private static final String SECOND = MasterKeys.createLine("second").reveal();
    private static final AccountId ACCOUNT = AccountId.create();

    @Test
    void theFirstKeyWrapsAndAllUnwrap() {
        WrappedDataKey old = MasterKeys.parse(FIRST).createDataKey(ACCOUNT, 1);
        MasterKeys both = MasterKeys.parse("# new\n%s\n\n  %s \n".formatted(SECOND, FIRST));

        assertThat(both.createDataKey(ACCOUNT, 2).masterKeyId()).isEqualTo("second");
        assertThat(both.unwrap(old).version()).isEqualTo(1);
    }

    @Test
    void aRewrappedKeyOpensWhatTheOldOneSealed() {
        MasterKeys first = MasterKeys.parse(FIRST);
        WrappedDataKey old = first.createDataKey(ACCOUNT, 1);
        WrappedDataKey young = MasterKeys.parse(SECOND + "\n" + FIRST).rewrap(old);
        SealedPlace place = new SealedPlace(ACCOUNT, "t", "c", ACCOUNT.value(), "");
        byte[] sealed = new SecretBox(List.of(first.unwrap(old))).seal(place, Secret.of("x"));

        DataKey unwrapped = MasterKeys.parse(SECOND).unwrap(young);
        assertThat(new SecretBox(List.of(unwrapped)).openSecret(place, sealed).reveal())
                .isEqualTo("x");
    }

    @Test
    void aWrappedKeyInAnotherPlaceIsRefused() {
        MasterKeys keys = MasterKeys.parse(FIRST);
        WrappedDataKey key = keys.createDataKey(ACCOUNT, 1);
        for (WrappedDataKey moved :
                List.of(
                        new WrappedDataKey(AccountId.create(), 1, "first", key.wrapped()),
                        new WrappedDataKey(ACCOUNT, 2, "first", key.wrapped()),
                        new WrappedDataKey(ACCOUNT, 1, "second", key.wrapped()),
                        new WrappedDataKey(ACCOUNT, 1, "first", new byte[0]))) {
            assertThatThrownBy(() -> keys.unwrap(moved)).isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void whatIsOfNoAccountOpensInItsPlaceOnly() {
        MasterKeys keys = MasterKeys.parse(FIRST);
        MasterKeys both = MasterKeys.parse(SECOND + "\n" + FIRST);
        UUID row = UUID.randomUUID();
        MasterSealed sealed = keys.seal("signing_key", row, new byte[] {1, 2, 3});

        assertThat(both.open("signing_key", row, sealed)).containsExactly(1, 2, 3);
        assertThat(keys.isCurrent(sealed)).isTrue();
        assertThat(both.isCurrent(sealed)).isFalse();
        assertThatThrownBy(() -> keys.open("signing_key", UUID.randomUUID(), sealed))
                .isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> keys.open("other", row, sealed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aMissingMasterKeyIsNamed() {
        WrappedDataKey key = MasterKeys.parse(FIRST).createDataKey(ACCOUNT, 1);
        assertThatThrownBy(() -> MasterKeys.parse(SECOND).unwrap(key))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "hunter2",
                ":aGVsbG8=",
                "Upper:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "short:aHVudGVyMg==",
                "bad:hunter2!"
            })
    void whatIsNoKeyIsRefusedWithoutSayingIt(String text) {
        assertThatThrownBy(() -> MasterKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("master keys: ")
                .doesNotContain("hunter2", "aHVudGVyMg");
    }

    @Test
    void anIdTwiceIsRefused() {
        assertThatThrownBy(() -> MasterKeys.parse(FIRST + "\n" + FIRST))
                .hasMessageContaining("line 2");
    }

    @Test
    void theKeysAreNotInTheText() {
        assertThat(MasterKeys.parse(FIRST)).hasToString("master keys [first]");
    }
}
