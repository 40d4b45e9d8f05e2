package dev.rowhook.api.auth;

import java.util.Locale;

/// Who does something, as answers and the audit log name them.
///
/// @param id written with the letters of its kind
/// @param name an e-mail address, or the name of a token or client
public record Actor(Kind kind, String id, String name) {

    /// A person, or a machine by what it signed in with.
    public enum Kind {
        USER,
        TOKEN,
        CLIENT;

        /// Its name in answers.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
