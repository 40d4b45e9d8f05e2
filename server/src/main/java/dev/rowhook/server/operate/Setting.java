package dev.rowhook.server.operate;

import java.util.Locale;
import java.util.Optional;

/// Everything that an operator sets, in the order in which it is explained.
///
/// In a file a setting has its [#key], in the environment `ROWHOOK_` and the same in upper case
/// with underscores. A secret may be given as the name of a file that holds it, under its name and
/// `-file` or `_FILE`.
public enum Setting {
    STORE_URL(
            "Rowhook's own Postgres: `postgresql://host:5432/rowhook`, with the driver's parameters,"
                    + " such as `?sslmode=verify-full`; no user and no password"),
    OWNER_PASSWORD(Kind.SECRET, "of the role `rowhook_owner`; for `migrate` and `setup` alone"),
    API_PASSWORD(Kind.SECRET, "of the role `rowhook_api`"),
    WORKER_PASSWORD(Kind.SECRET, "of the role `rowhook_worker`"),
    IDENTITY_PASSWORD(Kind.SECRET, "of the role `rowhook_identity`"),
    SUPERUSER_PASSWORD(Kind.SECRET, "of the superuser that `setup` connects as; for `setup` alone"),
    MASTER_KEYS(
            Kind.SECRET,
            "the keys that wrap the keys of accounts, `id:base64` of 32 bytes a line; the first one"
                    + " wraps, all unwrap"),
    INSTALLATION(
            "a UUID, the same on all nodes, that tells this installation from a copy of it; a store"
                    + " that was copied or restored elsewhere needs another one"),
    NODE("the name of the machine", "the stable name of this node, of its own among all nodes"),
    PUBLIC_URL(
            "where browsers and clients reach Rowhook, such as `https://rowhook.example.com`; `http`"
                    + " for loopback only"),
    ADDRESS("127.0.0.1", "the address to listen on; `0.0.0.0` or `::` is all of the machine"),
    PORT("7700", "of the REST interface; 0 takes a free one"),
    TLS_CERTIFICATE_FILE(
            "none",
            "certificate in PEM, with those of the authorities behind it; read again when the file"
                    + " changes"),
    TLS_KEY_FILE("none", "its private key in PEM, not encrypted"),
    OPERATIONS_ADDRESS(
            "127.0.0.1", "the address of the operations port, which asks nobody who they are"),
    OPERATIONS_PORT("7701", "of `/healthz`; 0 takes a free one"),
    EGRESS(
            "public",
            "how far addresses that tenants name may reach: `public`, or `private` for private"
                    + " ranges too"),
    EGRESS_ALLOWED(
            "none",
            "addresses, with commas, that tenants may name whatever their class; no names and no"
                    + " ranges"),
    REQUEST_TIMEOUT("30s", "how long a request may take to arrive, its body included"),
    HEADER_TIMEOUT("10s", "how long the head of a request may take to arrive"),
    IDLE_TIMEOUT("60s", "how long a connection is kept between requests"),
    MAX_CONNECTIONS("2000", "connections at a time; more wait to be accepted"),
    REQUESTS_PER_MINUTE("6000", "requests of one account to one node; more are 429 `rate_limited`"),
    TRUSTED_PROXIES(
            "none",
            "addresses, with commas, of proxies whose `X-Forwarded-For` says whose a request is");

    private enum Kind {
        PLAIN,
        SECRET
    }

    private final Kind kind;
    private final String defaultText;
    private final String meaning;

    Setting(String meaning) {
        this(Kind.PLAIN, meaning);
    }

    Setting(Kind kind, String meaning) {
        this.kind = kind;
        this.defaultText = "";
        this.meaning = meaning;
    }

    Setting(String defaultText, String meaning) {
        this.kind = Kind.PLAIN;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /// Its name in a file.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it is taken for if it is not given, in words; empty for one that whoever needs it has
    /// to give.
    public Optional<String> defaultText() {
        return defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
    }

    /// What it is, in one line.
    public String meaning() {
        return meaning;
    }

    /// Whether it is hidden in messages, and may lie in a file.
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }
}
