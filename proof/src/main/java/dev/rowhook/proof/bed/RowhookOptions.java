package dev.rowhook.proof.bed;

import java.nio.file.Path;
import java.util.List;

/// How a Rowhook is run.
///
/// @param directory for its settings and its log, `rowhook.log`
/// @param storePort where its store is reached: the store's own port, or a proxy's
/// @param jvmOptions such as `-Xmx256m`
public record RowhookOptions(Path directory, int storePort, List<String> jvmOptions) {
    public RowhookOptions {
        jvmOptions = List.copyOf(jvmOptions);
    }
}
