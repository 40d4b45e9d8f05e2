package dev.rowhook.server.operate;

import dev.rowhook.core.secret.Secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the settings that one command needs, and tells all that is wrong with them at once. Not
/// thread-safe.
final class Reading {
    private final GivenSettings given;
    private final List<String> errors;

    Reading(GivenSettings given) {
        this.given = given;
        this.errors = new ArrayList<>(given.errors());
    }

    /// Empty if it is not given, or wrong, which [#finish] tells.
    <T> Optional<T> optional(Setting setting, ValueReader<T> reader) {
        return optional(setting.key(), setting.isSecret(), reader);
    }

    /// Empty if it is missing or wrong, which [#finish] tells.
    <T> Optional<T> required(Setting setting, ValueReader<T> reader) {
        requirePresent(setting.key());
        return optional(setting, reader);
    }

    /// A secret that has to be given.
    Optional<Secret> secret(Setting setting) {
        return required(setting, Secret::of);
    }

    <T> Optional<T> optional(String issuer, IssuerSetting setting, ValueReader<T> reader) {
        return optional(SettingKeys.ofIssuer(issuer, setting), setting.isSecret(), reader);
    }

    <T> Optional<T> required(String issuer, IssuerSetting setting, ValueReader<T> reader) {
        requirePresent(SettingKeys.ofIssuer(issuer, setting));
        return optional(issuer, setting, reader);
    }

    /// What is wrong with settings together.
    void wrong(String error) {
        errors.add(error);
    }

    /// @throws WrongSettingsException if anything was missing, unknown or wrong
    void finish() throws WrongSettingsException {
        if (!errors.isEmpty()) {
            throw new WrongSettingsException(errors);
        }
    }

    private void requirePresent(String key) {
        if (given.get(key).isEmpty()) {
            errors.add("%s (%s) is missing".formatted(key, SettingKeys.variable(key)));
        }
    }

    private <T> Optional<T> optional(String key, boolean secret, ValueReader<T> reader) {
        Optional<Given> value = given.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(value.get().text()));
        } catch (WrongValueException e) {
            String text = value.get().text();
            // A URL with a user or parameters may have a password in it.
            boolean hidden = secret || text.contains("@") || text.contains("?");
            String shown = hidden ? "" : " '%s'".formatted(text);
            errors.add("%s (%s)%s: %s".formatted(key, value.get().where(), shown, e.getMessage()));
            return Optional.empty();
        }
    }
}
