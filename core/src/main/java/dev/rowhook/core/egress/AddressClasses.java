package dev.rowhook.core.egress;

import static dev.rowhook.core.egress.AddressClass.LINK_LOCAL;
import static dev.rowhook.core.egress.AddressClass.LOOPBACK;
import static dev.rowhook.core.egress.AddressClass.METADATA;
import static dev.rowhook.core.egress.AddressClass.MULTICAST;
import static dev.rowhook.core.egress.AddressClass.PRIVATE;
import static dev.rowhook.core.egress.AddressClass.PUBLIC;
import static dev.rowhook.core.egress.AddressClass.RESERVED;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Tells the class of an address, from the registries of special-purpose addresses (RFC 6890 and
/// its successors) and what clouds document. An IPv6 address that carries an IPv4 one has the class
/// of that.
final class AddressClasses {
    /// The first that holds an address decides.
    private static final List<AddressBlock> IPV4 =
            List.of(
                    AddressBlock.of("169.254.169.254/32", METADATA),
                    AddressBlock.of("169.254.169.253/32", METADATA),
                    AddressBlock.of("169.254.169.123/32", METADATA),
                    AddressBlock.of("169.254.170.0/24", METADATA),
                    AddressBlock.of("168.63.129.16/32", METADATA),
                    AddressBlock.of("100.100.100.200/32", METADATA),
                    AddressBlock.of("192.0.0.192/32", METADATA),
                    AddressBlock.of("0.0.0.0/8", RESERVED),
                    AddressBlock.of("10.0.0.0/8", PRIVATE),
                    AddressBlock.of("100.64.0.0/10", RESERVED),
                    AddressBlock.of("127.0.0.0/8", LOOPBACK),
                    AddressBlock.of("169.254.0.0/16", LINK_LOCAL),
                    AddressBlock.of("172.16.0.0/12", PRIVATE),
                    AddressBlock.of("192.0.0.0/24", RESERVED),
                    AddressBlock.of("192.0.2.0/24", RESERVED),
                    AddressBlock.of("192.88.99.0/24", RESERVED),
                    AddressBlock.of("192.168.0.0/16", PRIVATE),
                    AddressBlock.of("198.18.0.0/15", RESERVED),
                    AddressBlock.of("198.51.100.0/24", RESERVED),
                    AddressBlock.of("203.0.113.0/24", RESERVED),
                    AddressBlock.of("224.0.0.0/4", MULTICAST),
                    AddressBlock.of("240.0.0.0/4", RESERVED));

    /// What none of these holds is not assigned.
    private static final List<AddressBlock> IPV6 =
            List.of(
                    AddressBlock.of("::1/128", LOOPBACK),
                    AddressBlock.of("fd00:ec2::/32", METADATA),
                    AddressBlock.of("fd20:ce::254/128", METADATA),
                    AddressBlock.of("fe80::/10", LINK_LOCAL),
                    AddressBlock.of("fc00::/7", PRIVATE),
                    AddressBlock.of("ff00::/8", MULTICAST),
                    AddressBlock.of("2001::/23", RESERVED),
                    AddressBlock.of("2001:db8::/32", RESERVED),
                    AddressBlock.of("3fff::/20", RESERVED),
                    AddressBlock.of("2000::/3", PUBLIC));

    private AddressClasses() {}

    static AddressClass of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return first(IPV4, bytes, PUBLIC);
        }
        boolean scoped =
                address instanceof Inet6Address six
                        && (six.getScopeId() != 0 || six.getScopedInterface() != null);
        return scoped ? RESERVED : ofIpv6(bytes);
    }

    private static AddressClass ofIpv6(byte[] address) {
        return CarriedIpv4.of(address)
                .map(AddressClasses::ofCarried)
                .orElseGet(() -> first(IPV6, address, RESERVED));
    }

    /// Where the carrier itself is out of use, what is public inside is reserved.
    private static AddressClass ofCarried(CarriedIpv4 carried) {
        AddressClass inside = first(IPV4, carried.address(), PUBLIC);
        return inside == PUBLIC && carried.outOfUse() ? RESERVED : inside;
    }

    private static AddressClass first(
            List<AddressBlock> blocks, byte[] address, AddressClass otherwise) {
        return blocks.stream()
                .filter(block -> block.contains(address))
                .findFirst()
                .map(AddressBlock::addressClass)
                .orElse(otherwise);
    }
}
