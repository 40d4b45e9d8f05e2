package dev.rowhook.embedded;

/// A major version of Postgres. Its binaries are an archive on the class path: that of [#SHIPPED]
/// comes with this module, each other one with whoever wants it.
public record PostgresVersion(int major) implements Comparable<PostgresVersion> {
    /// The one that our own data is kept by.
    public static final PostgresVersion SHIPPED = new PostgresVersion(17);

    /// The class-path resource that holds `bin`, `lib` and `share`.
    String archive() {
        String name = "/postgres-linux-x86_64.txz";
        return equals(SHIPPED) ? name : "/postgres/%d%s".formatted(major, name);
    }

    /// Whether Postgres itself, and not the C library, can order and fold text in UTF-8.
    public boolean hasBuiltInLocales() {
        return major >= 17;
    }

    @Override
    public int compareTo(PostgresVersion other) {
        return Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return "Postgres " + major;
    }
}
