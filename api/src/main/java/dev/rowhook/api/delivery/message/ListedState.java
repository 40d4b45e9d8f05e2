package dev.rowhook.api.delivery.message;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Readers;

import java.util.Arrays;
import java.util.Locale;

/// Which messages of a sink are listed. Where answers count messages, the list has the name of the
/// count.
enum ListedState {
    /// Those that failed and are tried again, and those that wait behind one.
    PENDING,
    /// Those that failed and are tried again.
    RETRYING,
    /// Those behind a message of their group that failed.
    WAITING,
    /// Dead letters.
    DEAD,
    /// Dead letters that are gone.
    DISCARDED,
    /// What the log has for the sink beyond where it is.
    LAG,
    /// Those that an attempt says were accepted.
    DELIVERED;

    /// Takes one of the words.
    static FieldReader<ListedState> reader() {
        return Readers.oneOf(Arrays.stream(values()).map(ListedState::word).toArray(String[]::new))
                .then(word -> valueOf(word.toUpperCase(Locale.ROOT)));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
