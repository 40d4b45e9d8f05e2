package dev.rowhook.core.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;

/// Judges the addresses that are dialled for tenants.
///
/// `allowed` are exact addresses that an operator lets through whatever their class; `own` are
/// addresses of this installation, refused whatever the mode; `ownSockets` are the same with a port
/// (its Postgres, say). Ports of services that never speak HTTP or Postgres are refused everywhere.
/// Immutable, looks nothing up.
public record EgressPolicy(
        EgressMode mode,
        Set<InetAddress> allowed,
        Set<InetAddress> own,
        Set<InetSocketAddress> ownSockets) {
    private static final Set<Integer> DENIED_PORTS =
            Set.of(
                    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 79, 110,
                    111, 113, 119, 123, 135, 137, 138, 139, 143, 161, 179, 389, 427, 445, 465, 512,
                    513, 514, 515, 548, 554, 587, 636, 993, 995, 2049, 3659, 6000, 6566, 6665, 6666,
                    6667, 6668, 6669, 6697);

    public EgressPolicy {
        allowed = Set.copyOf(allowed);
        own = Set.copyOf(own);
        ownSockets = Set.copyOf(ownSockets);
    }

    /// A policy of a mode without exceptions.
    public static EgressPolicy of(EgressMode mode) {
        return new EgressPolicy(mode, Set.of(), Set.of(), Set.of());
    }

    /// What the policy says of an address, whatever the port.
    public EgressVerdict judge(InetAddress address) {
        if (own.contains(address)) {
            return new EgressVerdict.Denied(AddressClass.OWN.code());
        }
        AddressClass addressClass = AddressClasses.of(address);
        return mode.allows(addressClass) || allowed.contains(address)
                ? new EgressVerdict.Allowed()
                : new EgressVerdict.Denied(addressClass.code());
    }

    /// What the policy says of a destination. One that is not resolved is refused: somebody else
    /// would resolve and dial it.
    public EgressVerdict judge(SocketAddress destination) {
        if (!(destination instanceof InetSocketAddress socket)) {
            return new EgressVerdict.Denied("not_internet");
        }
        InetAddress address = socket.getAddress();
        if (address == null) {
            return new EgressVerdict.Denied("unresolved");
        }
        if (DENIED_PORTS.contains(socket.getPort())) {
            return new EgressVerdict.Denied("port");
        }
        if (ownSockets.contains(new InetSocketAddress(address, socket.getPort()))) {
            return new EgressVerdict.Denied(AddressClass.OWN.code());
        }
        return judge(address);
    }

    /// As [#judge(SocketAddress)], for whoever is about to dial.
    ///
    /// @throws EgressDeniedException if the destination is refused
    public void require(SocketAddress destination) throws EgressDeniedException {
        switch (judge(destination)) {
            case EgressVerdict.Allowed() -> {}
            case EgressVerdict.Denied(String code) -> throw new EgressDeniedException(code);
        }
    }
}
