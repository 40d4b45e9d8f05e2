package dev.rowhook.server.operate;

import dev.rowhook.core.text.NearNames;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names under which settings are given, in files and in the environment.
final class SettingKeys {
    static final String PREFIX = "ROWHOOK_";

    private static final Pattern ISSUER = Pattern.compile("oidc[.-]([a-z0-9]{1,32})[.-]([a-z-]+)");
    private static final String FILE = "-file";

    /// Variables that are not the server's.
    private static final Set<String> OTHERS =
            Set.of("ROWHOOK_CONFIG", "ROWHOOK_JAVA_HOME", "ROWHOOK_JAVA_OPTS", "ROWHOOK_LOG_LEVEL");

    private SettingKeys() {}

    /// @param key of the setting
    /// @param inFile whether the value is the name of a file that holds the secret
    record Found(String key, boolean secret, boolean inFile) {}

    static boolean isOther(String variable) {
        return OTHERS.contains(variable);
    }

    /// The name in a file that a variable stands for, if it is a name.
    static String ofVariable(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    static Optional<Found> find(String key) {
        Optional<Found> whole = exactly(key);
        if (whole.isPresent() || !key.endsWith(FILE)) {
            return whole;
        }
        return exactly(key.substring(0, key.length() - FILE.length()))
                .filter(Found::secret)
                .map(found -> new Found(found.key(), true, true));
    }

    private static Optional<Found> exactly(String key) {
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key)) {
                return Optional.of(new Found(key, setting.isSecret(), false));
            }
        }
        Matcher issuer = ISSUER.matcher(key);
        if (issuer.matches()) {
            return Arrays.stream(IssuerSetting.values())
                    .filter(setting -> setting.key().equals(issuer.group(2)))
                    .map(setting ->
                            new Found(
                                    ofIssuer(issuer.group(1), setting), setting.isSecret(), false))
                    .findFirst();
        }
        return Optional.empty();
    }

    static String ofIssuer(String name, IssuerSetting setting) {
        return "oidc.%s.%s".formatted(name, setting.key());
    }

    /// The name of the issuer that a key is of, if it is of one.
    static Optional<String> issuer(String key) {
        Matcher issuer = ISSUER.matcher(key);
        return issuer.matches() ? Optional.of(issuer.group(1)) : Optional.empty();
    }

    /// What may have been meant, to be said behind the name; empty where nothing is near.
    static String hint(String key, boolean variable) {
        Optional<String> issuer = issuer(key);
        Stream<String> known =
                issuer.isPresent()
                        ? Arrays.stream(IssuerSetting.values())
                                .map(setting -> ofIssuer(issuer.get(), setting))
                        : Arrays.stream(Setting.values())
                                .flatMap(setting ->
                                        setting.isSecret()
                                                ? Stream.of(setting.key(), setting.key() + FILE)
                                                : Stream.of(setting.key()));
        List<String> near =
                NearNames.of(key, known.toList()).stream()
                        .map(name -> variable ? variable(name) : name)
                        .toList();
        return near.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(" or ", near));
    }
}
