package dev.rowhook.server.application;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.oidc.OidcIssuer;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// What a server needs to know before it starts.
///
/// @param port of the REST interface, on `address`; 0 takes a free one
/// @param publicUrl where people and programs reach it, perhaps through others
/// @param installation tells this installation from a copy of it; a restored store needs another
///   one
/// @param node the stable name of this node, which owns databases
/// @param changeLog how change logs are cut, kept and held in memory
/// @param clock what this node takes for the time; it may jump, and differ from that of others
/// @param exposure how it meets its network
/// @param issuers external ones, by whom people and programs sign in
public record ServerSettings(
        String address,
        int port,
        PublicUrl publicUrl,
        UUID installation,
        String node,
        Store store,
        MasterKeys masterKeys,
        EgressPolicy egress,
        ChangeLog.Settings changeLog,
        ServerTiming timing,
        Clock clock,
        Exposure exposure,
        List<OidcIssuer> issuers) {

    public ServerSettings {
        issuers = List.copyOf(issuers);
    }

    /// Settings of a server for one machine.
    public ServerSettings(
            String address,
            int port,
            PublicUrl publicUrl,
            UUID installation,
            String node,
            Store store,
            MasterKeys masterKeys,
            EgressPolicy egress,
            ChangeLog.Settings changeLog,
            ServerTiming timing,
            Clock clock) {
        this(
                address,
                port,
                publicUrl,
                installation,
                node,
                store,
                masterKeys,
                egress,
                changeLog,
                timing,
                clock,
                Exposure.local(),
                List.of());
    }

    /// Our own Postgres, and the passwords of the three roles that the server connects as.
    public record Store(
            String jdbcUrl, Secret apiPassword, Secret workerPassword, Secret identityPassword) {}
}
