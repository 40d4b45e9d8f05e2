package dev.rowhook.server.terminal;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/// The version that the build has written into the jar's manifest.
public final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
                        .orElse("(not from a jar)");
        return new String[] {"rowhook " + version};
    }
}
