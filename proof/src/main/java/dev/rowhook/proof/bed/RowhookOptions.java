package dev.rowhook.proof.bed;

import dev.rowhook.changelog.ChangeLog;

import java.nio.file.Path;
import java.util.List;

/// How a Rowhook is run.
///
/// @param directory for its settings and its log, `rowhook.log`; its name is that of the node
/// @param storePort where its store is reached: the store's own port, or a proxy's
/// @param jvmOptions such as `-Xmx256m`
/// @param segmentRows rows after which a segment of a change log is cut
/// @param impatient whether it gives silent connections up within seconds instead of a minute
public record RowhookOptions(
        Path directory,
        int storePort,
        List<String> jvmOptions,
        long segmentRows,
        boolean impatient) {
    public RowhookOptions {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /// The name of the node.
    String node() {
        return String.valueOf(directory.getFileName());
    }

    /// With segments and waits of the default size.
    public RowhookOptions(Path directory, int storePort, List<String> jvmOptions) {
        this(directory, storePort, jvmOptions, ChangeLog.Settings.defaults().segmentRows(), false);
    }
}
