package dev.rowhook.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.HexFormat;
import java.util.stream.Stream;

/// A name server of the test's: `<hex>.played.test` has the address of these bytes.
public final class PlayedNames extends InetAddressResolverProvider {
    private static final String SUFFIX = ".played.test";

    /// A name that resolves to an address, whatever the address is.
    static String of(String hexBytes) {
        return hexBytes + SUFFIX;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                if (!host.endsWith(SUFFIX)) {
                    return system.lookupByName(host, policy);
                }
                String bytes = host.substring(0, host.length() - SUFFIX.length());
                return Stream.of(InetAddress.getByAddress(host, HexFormat.of().parseHex(bytes)));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "played names";
    }
}
