package dev.rowhook.core.egress;

/// How far the addresses that tenants name may reach.
public enum EgressMode {
    /// The public internet.
    PRODUCTION,
    /// Private ranges too.
    PRIVATE_ALLOWED,
    /// A developer's machine: private ranges and loopback too.
    DEV;

    boolean allows(AddressClass addressClass) {
        return switch (addressClass) {
            case PUBLIC -> true;
            case PRIVATE -> this != PRODUCTION;
            case LOOPBACK -> this == DEV;
            case LINK_LOCAL, METADATA, MULTICAST, RESERVED, OWN -> false;
        };
    }
}
