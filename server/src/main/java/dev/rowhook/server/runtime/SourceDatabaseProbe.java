package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.DatabaseProbe;
import dev.rowhook.api.database.ProbeResult;
import dev.rowhook.reader.source.SourceProbe;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;

/// The probe of the REST interface over the reader's own way to a source. Thread-safe.
public final class SourceDatabaseProbe implements DatabaseProbe {
    private final String egress;

    /// @param egress the policy under which sources are dialled, as text
    public SourceDatabaseProbe(String egress) {
        this.egress = egress;
    }

    @Override
    public ProbeResult probe(ConnectionSettings settings) {
        return new ProbeResult(
                new SourceProbe(new SourceConnections(source(settings, egress)))
                        .run().stream()
                                .map(check ->
                                        new ProbeResult.Check(
                                                check.code(),
                                                check.passed(),
                                                check.message(),
                                                check.remedy()))
                                .toList());
    }

    /// The settings of a source as its reader has them.
    static SourceSettings source(ConnectionSettings settings, String egress) {
        return new SourceSettings(
                settings.hostname(),
                settings.port(),
                settings.database(),
                settings.username(),
                settings.password(),
                new Tls(
                        TlsMode.of(settings.tls().mode()),
                        settings.tls().ca(),
                        settings.tls().client()),
                new SlotSettings(settings.slot().name(), settings.slot().create()),
                new PublicationSettings(
                        settings.publication().name(), settings.publication().create()),
                "rowhook probe",
                egress);
    }
}
