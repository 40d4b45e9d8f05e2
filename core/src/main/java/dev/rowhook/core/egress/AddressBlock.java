package dev.rowhook.core.egress;

import java.net.InetAddress;

/// The addresses that begin with the first `bits` bits of `network`.
final class AddressBlock {
    private final byte[] network;
    private final int bits;
    private final AddressClass addressClass;

    AddressBlock(byte[] network, int bits, AddressClass addressClass) {
        this.network = network.clone();
        this.bits = bits;
        this.addressClass = addressClass;
    }

    AddressClass addressClass() {
        return addressClass;
    }

    static AddressBlock of(String cidr, AddressClass addressClass) {
        int slash = cidr.indexOf('/');
        byte[] network = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        return new AddressBlock(network, Integer.parseInt(cidr.substring(slash + 1)), addressClass);
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> (i % 8);
            if (((address[i / 8] ^ network[i / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
