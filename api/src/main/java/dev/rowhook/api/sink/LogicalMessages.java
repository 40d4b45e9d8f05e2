package dev.rowhook.api.sink;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.LogicalMessageBody;

import java.util.List;
import java.util.function.Supplier;

/// Which logical messages a sink gets: prefixes, or beginnings of them with a `*` at the end.
final class LogicalMessages {
    private static final int MOST = 100;
    private static final int MAX_PREFIX = 200;

    private LogicalMessages() {}

    static Supplier<List<String>> read(Fields fields) {
        return fields.optional("logical_messages", Readers.list(0, MOST, prefix()), List.of());
    }

    private static FieldReader<String> prefix() {
        return Readers.text(MAX_PREFIX)
                .then(prefix -> {
                    int star = prefix.indexOf('*');
                    if (star >= 0 && star < prefix.length() - 1) {
                        throw new InvalidFieldException(
                                "invalid_prefix",
                                "A * can only be the last character of a prefix.");
                    }
                    if (LogicalMessageBody.isReserved(prefix)) {
                        throw new InvalidFieldException(
                                "reserved_prefix",
                                "Messages of rowhook: and sequin: annotate transactions, or are Rowhook's own.");
                    }
                    return prefix;
                });
    }
}
