package dev.rowhook.benchmarks.fairness;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/// A name server that never answers for names that end in `.silent.test`, if the process has the
/// property [#PROPERTY]; all else is resolved as ever.
public final class SilentNames extends InetAddressResolverProvider {
    static final String PROPERTY = "rowhook.benchmarks.silent-names";
    static final String SUFFIX = ".silent.test";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        return Boolean.getBoolean(PROPERTY) ? new Silent(builtin) : builtin;
    }

    @Override
    public String name() {
        return "silent names";
    }

    private record Silent(InetAddressResolver others) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            if (!host.endsWith(SUFFIX)) {
                return others.lookupByName(host, policy);
            }
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return others.lookupByAddress(address);
        }
    }
}
