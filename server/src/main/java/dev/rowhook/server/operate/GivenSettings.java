package dev.rowhook.server.operate;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a file and the environment give, by the keys of settings; the environment wins. What is
/// wrong is gathered.
final class GivenSettings {
    /// What may be repeated of a line: anything else may be a secret that went astray.
    private static final Pattern NAME =
            Pattern.compile("[a-z][a-z0-9.-]{0,63}|ROWHOOK_[A-Z0-9_]{1,64}");

    private final Map<String, Given> values = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    /// `environment` may hold variables of others.
    static GivenSettings read(Optional<Path> file, Map<String, String> environment) {
        GivenSettings settings = new GivenSettings();
        file.ifPresent(settings::readFile);
        settings.readEnvironment(environment);
        return settings;
    }

    Optional<Given> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// What was wrong so far.
    List<String> errors() {
        return List.copyOf(errors);
    }

    /// The names of the issuers of which anything is given.
    List<String> issuers() {
        TreeSet<String> names = new TreeSet<>();
        values.keySet().forEach(key -> SettingKeys.issuer(key).ifPresent(names::add));
        return List.copyOf(names);
    }

    private void readFile(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            errors.add("%s: %s".formatted(file, reason(e)));
            return;
        }
        Map<String, Given> inFile = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            String where = "%s, line %d".formatted(file, number);
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String name = line.substring(0, Math.max(equals, 0)).strip();
            if (!NAME.matcher(name).matches()) {
                errors.add(where + ": expected `name = value`");
                continue;
            }
            put(inFile, name, new Given(line.substring(equals + 1).strip(), where), false);
        }
        values.putAll(inFile);
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, Given> inEnvironment = new HashMap<>();
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(SettingKeys.PREFIX))
                .filter(variable -> !SettingKeys.isOther(variable.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable ->
                        put(
                                inEnvironment,
                                SettingKeys.ofVariable(variable.getKey()),
                                new Given(variable.getValue().strip(), variable.getKey()),
                                true));
        values.putAll(inEnvironment);
    }

    private void put(Map<String, Given> into, String key, Given given, boolean variable) {
        Optional<SettingKeys.Found> found = SettingKeys.find(key);
        if (found.isEmpty()) {
            errors.add(
                    (variable ? given.where() : given.where() + ": " + key)
                            + " is no setting"
                            + SettingKeys.hint(key, variable));
            return;
        }
        if (given.text().isEmpty()) {
            errors.add("%s (%s) is empty".formatted(key, given.where()));
            return;
        }
        Optional<Given> value = found.get().inFile() ? content(key, given) : Optional.of(given);
        value.ifPresent(present -> {
            if (into.putIfAbsent(found.get().key(), present) != null) {
                errors.add("%s: %s is given twice".formatted(given.where(), found.get().key()));
            }
        });
    }

    /// What stands in the file that is named instead of a secret.
    private Optional<Given> content(String key, Given given) {
        try {
            String text = Files.readString(Path.of(given.text())).strip();
            if (!text.isEmpty()) {
                return Optional.of(new Given(text, given.where()));
            }
            errors.add("%s (%s): %s is empty".formatted(key, given.where(), given.text()));
        } catch (IOException e) {
            errors.add("%s (%s): %s: %s".formatted(key, given.where(), given.text(), reason(e)));
        }
        return Optional.empty();
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case MalformedInputException _ -> "it is not UTF-8";
            default -> "it cannot be read";
        };
    }
}
