package dev.rowhook.core.egress;

import java.util.Locale;

/// What kind of place an address is, as far as egress is concerned.
public enum AddressClass {
    PUBLIC,
    LOOPBACK,
    /// RFC 1918 and unique local addresses.
    PRIVATE,
    LINK_LOCAL,
    /// Where clouds tell machines their credentials.
    METADATA,
    MULTICAST,
    /// Whatever else is not the public internet: unspecified, shared, for benchmarks, for
    /// documents, not assigned, with a scope.
    RESERVED,
    /// An address, or an address and port, of this installation.
    OWN;

    /// In lower case, as errors and settings write it.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
