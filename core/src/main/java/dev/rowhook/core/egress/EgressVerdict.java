package dev.rowhook.core.egress;

/// What the policy says of one destination.
public sealed interface EgressVerdict {
    /// It may be dialled.
    record Allowed() implements EgressVerdict {}

    /// It may not, and `code` names its class: `loopback`, `private`, `unresolved`, `port`, …
    record Denied(String code) implements EgressVerdict {}
}
