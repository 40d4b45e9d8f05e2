package dev.rowhook.api.account;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.util.function.Supplier;

/// What the people of an account set of it.
///
/// @param onLogFull `hold_source`: nothing is read while the logs take all that they may, or
///   `expire`: the oldest that they hold is given up
record AccountSettings(String name, @JsonProperty("on_log_full") String onLogFull) {
    private static final String HOLD_SOURCE = "hold_source";
    private static final String EXPIRE = "expire";
    private static final int MAX_NAME = 100;

    /// @throws dev.rowhook.api.problem.ProblemException that names each field that is wrong
    static AccountSettings read(Fields fields) {
        Supplier<String> name = fields.required("name", Readers.text(MAX_NAME));
        Supplier<String> onLogFull =
                fields.optional("on_log_full", Readers.oneOf(HOLD_SOURCE, EXPIRE), HOLD_SOURCE);
        fields.end();
        return new AccountSettings(name.get(), onLogFull.get());
    }
}
