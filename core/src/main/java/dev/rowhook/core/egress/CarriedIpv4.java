package dev.rowhook.core.egress;

import java.util.List;
import java.util.Optional;

/// The IPv4 address that an IPv6 address carries, and whether its way of carrying is out of use or
/// never leads to the public internet.
final class CarriedIpv4 {
    private static final List<Carrier> CARRIERS =
            List.of(
                    // Mapped.
                    new Carrier(mapped(), 12, 0x00, false),
                    // Translated by SIIT.
                    new Carrier(block("::ffff:0:0:0/96"), 12, 0x00, true),
                    // NAT64, the well-known prefix.
                    new Carrier(block("64:ff9b::/96"), 12, 0x00, false),
                    // 6to4.
                    new Carrier(block("2002::/16"), 2, 0x00, false),
                    // Teredo, the client's address with its bits turned.
                    new Carrier(block("2001::/32"), 12, 0xFF, true));
    private static final AddressBlock COMPATIBLE = block("::/96");
    private static final AddressBlock LOCAL_NAT64 = block("64:ff9b:1::/48");

    private final byte[] address;
    private final boolean outOfUse;

    private CarriedIpv4(byte[] address, boolean outOfUse) {
        this.address = address;
        this.outOfUse = outOfUse;
    }

    byte[] address() {
        return address.clone();
    }

    boolean outOfUse() {
        return outOfUse;
    }

    static Optional<CarriedIpv4> of(byte[] six) {
        // `::` and `::1` are no compatible addresses.
        if (COMPATIBLE.contains(six) && (six[12] | six[13] | six[14]) != 0) {
            return Optional.of(new CarriedIpv4(slice(six, 12, 0x00), true));
        }
        if (LOCAL_NAT64.contains(six)) {
            // RFC 6052: around the octet 8, which is always zero.
            byte[] inside = {six[6], six[7], six[9], six[10]};
            return Optional.of(new CarriedIpv4(inside, true));
        }
        return CARRIERS.stream()
                .filter(carrier -> carrier.block().contains(six))
                .findFirst()
                .map(carrier ->
                        new CarriedIpv4(
                                slice(six, carrier.from(), carrier.turned()), carrier.outOfUse()));
    }

    private static byte[] slice(byte[] six, int from, int turned) {
        byte[] inside = new byte[4];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = (byte) (six[from + i] ^ turned);
        }
        return inside;
    }

    private static AddressBlock block(String cidr) {
        return AddressBlock.of(cidr, AddressClass.RESERVED);
    }

    /// Its text would be read as the IPv4 address within.
    private static AddressBlock mapped() {
        byte[] network = new byte[16];
        network[10] = (byte) 0xFF;
        network[11] = (byte) 0xFF;
        return new AddressBlock(network, 96, AddressClass.RESERVED);
    }

    private record Carrier(AddressBlock block, int from, int turned, boolean outOfUse) {}
}
