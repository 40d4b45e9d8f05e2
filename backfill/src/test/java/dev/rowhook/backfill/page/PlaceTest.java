package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class PlaceTest {
    private static final Slice PART =
            new Slice(Optional.empty(), Optional.of("a"), Optional.of("1"), Optional.of(""));

    @ParameterizedTest
    @MethodSource("places")
    void aPlaceIsReadAsItWasWritten(Place place) {
        for (Slice slice : List.of(Slice.ALL, PART)) {
            SavedPlace saved = SavedPlace.in(slice, place);
            assertThat(SavedPlace.of(saved.json())).isEqualTo(saved);
        }
    }

    static Stream<Place> places() {
        return Stream.of(
                new Place.Keyset(List.of("a", "\"b"), List.of("1", "x'\\\n\"ü"), false),
                new Place.Keyset(List.of("a"), List.of(), true),
                new Place.Storage(4_000_000_000L, 7, "(12,3)"),
                new Place.Behind());
    }
}
