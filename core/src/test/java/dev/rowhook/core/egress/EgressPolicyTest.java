package dev.rowhook.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Set;

class EgressPolicyTest {
    private static final EgressPolicy PRODUCTION = EgressPolicy.of(EgressMode.PRODUCTION);
    private static final EgressPolicy PRIVATE = EgressPolicy.of(EgressMode.PRIVATE_ALLOWED);
    private static final EgressPolicy DEV = EgressPolicy.of(EgressMode.DEV);

    private static String judge(EgressPolicy policy, InetAddress address) {
        return switch (policy.judge(address)) {
            case EgressVerdict.Allowed() -> "allowed";
            case EgressVerdict.Denied(String code) -> code;
        };
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # address,                    production, private,    dev
                    8.8.8.8,                      allowed,    allowed,    allowed
                    100.63.255.255,               allowed,    allowed,    allowed
                    100.128.0.0,                  allowed,    allowed,    allowed
                    172.15.255.255,               allowed,    allowed,    allowed
                    172.32.0.0,                   allowed,    allowed,    allowed
                    198.17.255.255,               allowed,    allowed,    allowed
                    198.20.0.0,                   allowed,    allowed,    allowed
                    223.255.255.255,              allowed,    allowed,    allowed
                    0.0.0.0,                      reserved,   reserved,   reserved
                    0.1.2.3,                      reserved,   reserved,   reserved
                    127.0.0.1,                    loopback,   loopback,   allowed
                    127.255.255.255,              loopback,   loopback,   allowed
                    10.0.0.0,                     private,    allowed,    allowed
                    10.255.255.255,               private,    allowed,    allowed
                    172.16.0.1,                   private,    allowed,    allowed
                    172.31.255.255,               private,    allowed,    allowed
                    192.168.1.1,                  private,    allowed,    allowed
                    100.64.0.1,                   reserved,   reserved,   reserved
                    100.127.255.255,              reserved,   reserved,   reserved
                    100.100.100.200,              metadata,   metadata,   metadata
                    169.254.169.254,              metadata,   metadata,   metadata
                    169.254.170.2,                metadata,   metadata,   metadata
                    169.254.1.1,                  link_local, link_local, link_local
                    168.63.129.16,                metadata,   metadata,   metadata
                    168.63.129.17,                allowed,    allowed,    allowed
                    192.0.0.192,                  metadata,   metadata,   metadata
                    192.0.0.8,                    reserved,   reserved,   reserved
                    192.0.2.1,                    reserved,   reserved,   reserved
                    192.88.99.1,                  reserved,   reserved,   reserved
                    198.18.0.1,                   reserved,   reserved,   reserved
                    198.19.255.255,               reserved,   reserved,   reserved
                    198.51.100.1,                 reserved,   reserved,   reserved
                    203.0.113.1,                  reserved,   reserved,   reserved
                    224.0.0.1,                    multicast,  multicast,  multicast
                    239.255.255.255,              multicast,  multicast,  multicast
                    240.0.0.1,                    reserved,   reserved,   reserved
                    255.255.255.255,              reserved,   reserved,   reserved
                    2606:4700:4700::1111,         allowed,    allowed,    allowed
                    2001:4860:4860::8888,         allowed,    allowed,    allowed
                    ::,                           reserved,   reserved,   reserved
                    ::1,                          loopback,   loopback,   allowed
                    ::2,                          reserved,   reserved,   reserved
                    fe80::1,                      link_local, link_local, link_local
                    febf::1,                      link_local, link_local, link_local
                    fec0::1,                      reserved,   reserved,   reserved
                    fc00::1,                      private,    allowed,    allowed
                    fdff::1,                      private,    allowed,    allowed
                    fd00:ec2::254,                metadata,   metadata,   metadata
                    fd20:ce::254,                 metadata,   metadata,   metadata
                    ff02::1,                      multicast,  multicast,  multicast
                    100::1,                       reserved,   reserved,   reserved
                    2001:db8::1,                  reserved,   reserved,   reserved
                    2001:2::1,                    reserved,   reserved,   reserved
                    2001:20::1,                   reserved,   reserved,   reserved
                    3fff::1,                      reserved,   reserved,   reserved
                    4000::1,                      reserved,   reserved,   reserved
                    5f00::1,                      reserved,   reserved,   reserved
                    # IPv4 inside: compatible, mapped as text, SIIT
                    ::127.0.0.1,                  loopback,   loopback,   allowed
                    ::8.8.8.8,                    reserved,   reserved,   reserved
                    ::ffff:127.0.0.1,             loopback,   loopback,   allowed
                    ::ffff:169.254.169.254,       metadata,   metadata,   metadata
                    ::ffff:0:10.0.0.1,            private,    allowed,    allowed
                    ::ffff:0:8.8.8.8,             reserved,   reserved,   reserved
                    # NAT64
                    64:ff9b::8.8.8.8,             allowed,    allowed,    allowed
                    64:ff9b::10.0.0.1,            private,    allowed,    allowed
                    64:ff9b::127.0.0.1,           loopback,   loopback,   allowed
                    64:ff9b::169.254.169.254,     metadata,   metadata,   metadata
                    64:ff9b:1:808:8:800::,        reserved,   reserved,   reserved
                    64:ff9b:1:a9fe:a9:fe00::,     metadata,   metadata,   metadata
                    # 6to4
                    2002:808:808::1,              allowed,    allowed,    allowed
                    2002:7f00:1::1,               loopback,   loopback,   allowed
                    2002:a9fe:a9fe::1,            metadata,   metadata,   metadata
                    2002:c0a8:101::1,             private,    allowed,    allowed
                    # Teredo: the client is 8.8.8.8, 169.254.169.254
                    2001:0:1:2:3:4:f7f7:f7f7,     reserved,   reserved,   reserved
                    2001:0:1:2:3:4:5601:5601,     metadata,   metadata,   metadata
                    """)
    void anAddressIsJudgedByItsClass(
            String literal, String production, String privateAllowed, String dev) {
        InetAddress address = InetAddress.ofLiteral(literal);
        assertThat(judge(PRODUCTION, address)).isEqualTo(production);
        assertThat(judge(PRIVATE, address)).isEqualTo(privateAllowed);
        assertThat(judge(DEV, address)).isEqualTo(dev);
    }

    @Test
    void aMappedAddressIsJudgedByTheIpv4Inside() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[12] = 10;
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(judge(PRODUCTION, address)).isEqualTo("private");
        assertThat(judge(PRIVATE, address)).isEqualTo("allowed");
    }

    @Test
    void aScopedAddressIsRefused() throws UnknownHostException {
        byte[] bytes = InetAddress.ofLiteral("2606:4700::1").getAddress();
        assertThat(judge(DEV, Inet6Address.getByAddress(null, bytes, 1))).isEqualTo("reserved");
    }

    @Test
    void anOperatorAllowsExactAddressesAndKeepsItsOwn() {
        InetAddress metadata = InetAddress.ofLiteral("169.254.169.254");
        InetAddress own = InetAddress.ofLiteral("9.9.9.9");
        EgressPolicy policy =
                new EgressPolicy(EgressMode.PRODUCTION, Set.of(metadata), Set.of(own), Set.of());
        assertThat(judge(policy, metadata)).isEqualTo("allowed");
        assertThat(judge(policy, InetAddress.ofLiteral("169.254.169.253"))).isEqualTo("metadata");
        assertThat(judge(policy, own)).isEqualTo("own");
    }

    @Test
    void ourOwnPostgresIsRefusedAlsoWhereLoopbackIsAllowed() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        EgressPolicy policy =
                new EgressPolicy(
                        EgressMode.DEV,
                        Set.of(),
                        Set.of(),
                        Set.of(new InetSocketAddress(loopback, 5433)));
        assertThat(policy.judge(new InetSocketAddress(loopback, 5433)))
                .isEqualTo(new EgressVerdict.Denied("own"));
        assertThat(policy.judge(new InetSocketAddress(loopback, 5432)))
                .isEqualTo(new EgressVerdict.Allowed());
    }

    @Test
    void portsOfOtherServicesAndWhatIsNoAddressAreRefused() {
        InetAddress address = InetAddress.ofLiteral("8.8.8.8");
        assertThat(PRODUCTION.judge(new InetSocketAddress(address, 25)))
                .isEqualTo(new EgressVerdict.Denied("port"));
        assertThat(PRODUCTION.judge(InetSocketAddress.createUnresolved("example.org", 443)))
                .isEqualTo(new EgressVerdict.Denied("unresolved"));
        assertThat(PRODUCTION.judge(UnixDomainSocketAddress.of("/run/postgresql")))
                .isEqualTo(new EgressVerdict.Denied("not_internet"));
    }
}
