package dev.rowhook.core.egress;

import java.io.IOException;

/// The policy does not allow the address that was about to be dialled. The message names its class
/// and never the address, for a tenant who named a host may read it.
public class EgressDeniedException extends IOException {
    private final String code;

    EgressDeniedException(String code) {
        super("egress denied: " + code);
        this.code = code;
    }

    /// The class of the address: `loopback`, `private`, `link_local`, …
    public String code() {
        return code;
    }
}
