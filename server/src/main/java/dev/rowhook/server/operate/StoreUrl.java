package dev.rowhook.server.operate;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a Postgres is, for an operator: a host, a port and a database, with parameters of the
/// driver.
///
/// Those that are or may hold a secret have settings of their own, and those of the session are
/// Rowhook's.
public record StoreUrl(String host, int port, String database, String parameters) {
    private static final String FORM =
            "expected postgresql://host:5432/database, with a plain name of a database";
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Set<String> TAKEN =
            Set.of(
                    "sslmode",
                    "sslrootcert",
                    "channelbinding",
                    "targetservertype",
                    "connecttimeout");

    /// The URL that `text` is, if it is one.
    public static Optional<StoreUrl> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (WrongValueException _) {
            return Optional.empty();
        }
    }

    /// @throws WrongValueException if it is no such URL
    static StoreUrl parse(String text) throws WrongValueException {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI url;
        try {
            url = URI.create(plain);
        } catch (IllegalArgumentException _) {
            throw new WrongValueException(FORM);
        }
        if (!"postgresql".equals(url.getScheme()) && !"postgres".equals(url.getScheme())) {
            throw new WrongValueException(FORM);
        }
        if (url.getRawUserInfo() != null) {
            throw new WrongValueException(
                    "it names a user: roles and passwords are settings of their own");
        }
        String database = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("^/", "");
        if (url.getHost() == null || !DATABASE.matcher(database).matches()) {
            throw new WrongValueException(FORM);
        }
        String parameters = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (!TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new WrongValueException(
                        "the parameter '%s' is not taken; sslmode, sslrootcert, channelBinding, targetServerType and connectTimeout are"
                                .formatted(name));
            }
        }
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        return new StoreUrl(url.getHost(), port, database, parameters);
    }

    /// Another database of the same server.
    public StoreUrl in(String otherDatabase) {
        return new StoreUrl(host, port, otherDatabase, parameters);
    }

    /// The same for the driver.
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s%s"
                .formatted(host, port, database, parameters.isEmpty() ? "" : "?" + parameters);
    }
}
