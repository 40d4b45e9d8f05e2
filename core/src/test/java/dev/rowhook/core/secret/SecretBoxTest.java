package dev.rowhook.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class SecretBoxTest {
    private static final AccountId ACCOUNT = AccountId.create();
    private static final EndpointId ENDPOINT = EndpointId.create();
    private static final SealedPlace PLACE =
            SealedPlace.endpointHeader(ACCOUNT, ENDPOINT, "Authorization");
    private static final Secret SECRET = Secret.of("Bearer ✓ hunter2");

    private final MasterKeys masterKeys = MasterKeys.parse(MasterKeys.createLine("m1").reveal());
    private final DataKey firstKey = dataKey(ACCOUNT, 1);
    private final SecretBox box = new SecretBox(List.of(firstKey));

    private DataKey dataKey(AccountId account, int version) {
        return masterKeys.unwrap(masterKeys.createDataKey(account, version));
    }

    @Test
    void whatWasSealedOpensInItsPlace() {
        byte[] sealed = box.seal(PLACE, SECRET);
        assertThat(box.openSecret(PLACE, sealed)).isEqualTo(SECRET);
        assertThat(box.openSecret(PLACE, sealed).reveal()).isEqualTo("Bearer ✓ hunter2");
    }

    @Test
    void anEmptyValueAndALongOneOpen() {
        byte[] large = new byte[1_000_003];
        Arrays.fill(large, (byte) 7);
        assertThat(box.open(PLACE, box.seal(PLACE, new byte[0]))).isEmpty();
        assertThat(box.open(PLACE, box.seal(PLACE, large))).isEqualTo(large);
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        assertThat(box.seal(PLACE, SECRET)).isNotEqualTo(box.seal(PLACE, SECRET));
    }

    @Test
    void theCaseOfAHeaderNameIsNoPartOfItsPlace() {
        byte[] sealed = box.seal(PLACE, SECRET);
        SealedPlace upper = SealedPlace.endpointHeader(ACCOUNT, ENDPOINT, "AUTHORIZATION");
        assertThat(box.openSecret(upper, sealed)).isEqualTo(SECRET);
    }

    @Test
    void aValueMovedToAnyOtherPlaceIsRefused() {
        byte[] sealed = box.seal(PLACE, SECRET);
        for (SealedPlace other :
                List.of(
                        SealedPlace.endpointHeader(ACCOUNT, EndpointId.create(), "authorization"),
                        SealedPlace.endpointHeader(ACCOUNT, ENDPOINT, "x-authorization"),
                        SealedPlace.endpointQuery(ACCOUNT, ENDPOINT),
                        SealedPlace.databasePassword(ACCOUNT, new DatabaseId(ENDPOINT.value())),
                        SealedPlace.pendingChange(ACCOUNT, new SinkId(ENDPOINT.value()), 1),
                        SealedPlace.endpointHeader(AccountId.create(), ENDPOINT, "authorization"),
                        // The same letters, cut elsewhere.
                        new SealedPlace(
                                ACCOUNT,
                                "http_endpoint_secrets",
                                "ealed",
                                ENDPOINT.value(),
                                "authorization"))) {
            assertThatThrownBy(() -> box.open(other, sealed))
                    .isInstanceOf(SealBrokenException.class)
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void twoPendingChangesOfASinkAreTwoPlaces() {
        SinkId sink = SinkId.create();
        byte[] sealed = box.seal(SealedPlace.pendingChange(ACCOUNT, sink, 11), SECRET);
        assertThatThrownBy(() -> box.open(SealedPlace.pendingChange(ACCOUNT, sink, 1), sealed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void anotherAccountsKeyDoesNotOpenIt() {
        AccountId other = AccountId.create();
        SecretBox otherBox = new SecretBox(List.of(dataKey(other, 1)));
        byte[] sealed = box.seal(PLACE, SECRET);
        SealedPlace sameRow = SealedPlace.endpointHeader(other, ENDPOINT, "Authorization");
        assertThatThrownBy(() -> otherBox.open(sameRow, sealed))
                .isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> otherBox.open(PLACE, sealed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aValueCutAtAnyLengthIsRefused() {
        byte[] sealed = box.seal(PLACE, SECRET);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(PLACE, cut)).isInstanceOf(SealBrokenException.class);
        }
        byte[] longer = Arrays.copyOf(sealed, sealed.length + 1);
        assertThatThrownBy(() -> box.open(PLACE, longer)).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aValueAlteredAtAnyByteIsRefused() {
        byte[] sealed = box.seal(PLACE, SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 0x10;
            assertThatThrownBy(() -> box.open(PLACE, altered))
                    .isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void twoKeyVersionsLiveSideBySide() {
        byte[] old = box.seal(PLACE, SECRET);
        SecretBox both = new SecretBox(List.of(dataKey(ACCOUNT, 2), firstKey));
        byte[] young = both.seal(PLACE, SECRET);

        assertThat(both.openSecret(PLACE, old)).isEqualTo(SECRET);
        assertThat(both.openSecret(PLACE, young)).isEqualTo(SECRET);
        assertThat(box.hasKeyOf(old)).isTrue();
        assertThat(box.hasKeyOf(young)).isFalse();
        assertThatThrownBy(() -> box.open(PLACE, young)).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void aBoxTakesTheKeysOfOneAccount() {
        List<DataKey> keys = List.of(firstKey, dataKey(AccountId.create(), 1));
        assertThatThrownBy(() -> new SecretBox(keys)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretBox(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFingerprintKnowsItsSecretAndPlaceAndKey() {
        String fingerprint = box.fingerprint(PLACE, SECRET);
        SecretBox both = new SecretBox(List.of(dataKey(ACCOUNT, 2), firstKey));

        assertThat(fingerprint).isEqualTo(box.fingerprint(PLACE, SECRET));
        assertThat(box.matches(fingerprint, PLACE, SECRET)).isTrue();
        assertThat(both.matches(fingerprint, PLACE, SECRET)).isTrue();
        assertThat(box.matches(fingerprint, PLACE, Secret.of("other"))).isFalse();
        assertThat(box.matches(fingerprint, SealedPlace.endpointQuery(ACCOUNT, ENDPOINT), SECRET))
                .isFalse();
        assertThat(new SecretBox(List.of(dataKey(ACCOUNT, 1))).matches(fingerprint, PLACE, SECRET))
                .isFalse();
    }

    @Test
    void noTwoListsOfPartsHaveTheSameBytes() {
        List<List<String>> parts = new ArrayList<>();
        for (String a : List.of("", "a", "ab", "abc")) {
            for (String b : List.of("", "c", "bc", "abc")) {
                parts.add(List.of(a, b));
            }
        }
        Set<String> seen = new HashSet<>();
        for (List<String> list : parts) {
            AssociatedData data = new AssociatedData();
            list.forEach(data::add);
            assertThat(seen.add(Arrays.toString(data.bytes()))).isTrue();
        }
    }

    @Test
    void nothingTellsWhatItHolds() {
        assertThat(SECRET).hasToString("••••••••");
        assertThat(SECRET.hashCode()).isEqualTo(Secret.of("other").hashCode());
        assertThat(SECRET).isNotEqualTo(Secret.of("Bearer ✓ hunter3"));
        assertThat(box.toString()).isEqualTo("secrets of %s, data keys [1]".formatted(ACCOUNT));
        assertThat(firstKey.toString()).isEqualTo("data key 1 of " + ACCOUNT);
    }
}
