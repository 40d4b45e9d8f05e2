package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.dispatcher.http.Outcome.Cause;
import dev.rowhook.dispatcher.message.JsonReader;
import dev.rowhook.dispatcher.message.JsonValue;
import dev.rowhook.dispatcher.message.JsonValue.Members;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads which messages of a batch a receiver did not take: `{"failed": ["msg_…", …]}`.
final class FailedList {
    private static final String NAME = "failed";

    private FailedList() {}

    /// What a 2xx with this body means.
    ///
    /// A body that is no such object accepts all: few receivers mean anything by it. One that looks
    /// like a list and cannot be read accepts none, and neither does one that names a message that
    /// was not sent.
    ///
    /// @param batch the ids that were sent
    static Outcome judge(int status, byte[] body, Collection<String> batch) {
        Optional<Members> members = JsonReader.read(body);
        if (members.isEmpty()) {
            // Torn, or the name is there twice.
            return new String(body, UTF_8).contains('"' + NAME + '"')
                    ? new Outcome.Unreachable(Cause.ANSWER_INVALID)
                    : new Outcome.Accepted(status);
        }
        return members.get().values().get(NAME) instanceof JsonValue.Array list
                ? judge(status, list, batch)
                : new Outcome.Accepted(status);
    }

    private static Outcome judge(int status, JsonValue.Array list, Collection<String> batch) {
        Set<String> sent = new HashSet<>(batch);
        Set<String> failed = new HashSet<>();
        for (JsonValue value : list.values()) {
            if (!(value instanceof JsonValue.Text(String id)) || !sent.contains(id)) {
                return new Outcome.Unreachable(Cause.ANSWER_INVALID);
            }
            failed.add(id);
        }
        return failed.isEmpty() ? new Outcome.Accepted(status) : new Outcome.Partly(status, failed);
    }
}
