package dev.rowhook.server.operate;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.secret.MasterKeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the values of settings are written.
final class Values {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Values() {}

    static ValueReader<Integer> number(int least, int most) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Told below.
            }
            throw new WrongValueException(
                    "expected a whole number from %d to %d".formatted(least, most)
                            + (text.startsWith("tcp://")
                                    ? "; Kubernetes sets this for a service of that name: say"
                                            + " `enableServiceLinks: false`"
                                    : ""));
        };
    }

    static Duration duration(String text) throws WrongValueException {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new WrongValueException("expected a duration, such as 500ms, 30s, 5m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    static UUID uuid(String text) throws WrongValueException {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new WrongValueException("expected a UUID; `uuidgen` makes one");
    }

    static String node(String text) throws WrongValueException {
        if (!NODE.matcher(text).matches()) {
            throw new WrongValueException(
                    "expected at most 63 letters, digits, dots, dashes and underscores");
        }
        return text;
    }

    /// An address of this machine, or a name of one.
    static InetAddress listening(String text) throws WrongValueException {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException _) {
            throw new WrongValueException("expected an address, or a name that resolves to one");
        }
    }

    static EgressMode egress(String text) throws WrongValueException {
        return switch (text) {
            case "public" -> EgressMode.PRODUCTION;
            case "private" -> EgressMode.PRIVATE_ALLOWED;
            default -> throw new WrongValueException("expected public or private");
        };
    }

    static Set<InetAddress> addresses(String text) throws WrongValueException {
        Set<InetAddress> addresses = new HashSet<>();
        for (String one : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
            try {
                addresses.add(InetAddress.ofLiteral(one));
            } catch (IllegalArgumentException _) {
                throw new WrongValueException(
                        "'%s' is no address; names and ranges are not taken".formatted(one));
            }
        }
        return addresses;
    }

    static MasterKeys masterKeys(String text) throws WrongValueException {
        try {
            return MasterKeys.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongValueException(String.valueOf(e.getMessage()));
        }
    }

    static Path file(String text) throws WrongValueException {
        Path file = Path.of(text);
        try (var _ = Files.newInputStream(file)) {
            return file;
        } catch (IOException e) {
            throw new WrongValueException(GivenSettings.reason(e));
        }
    }

    /// Where others reach this server.
    static PublicUrl publicUrl(String text) throws WrongValueException {
        try {
            return new PublicUrl(URI.create(text));
        } catch (IllegalArgumentException _) {
            throw new WrongValueException(
                    "expected https:// and a host, without a path; http:// is for loopback alone");
        }
    }
}
