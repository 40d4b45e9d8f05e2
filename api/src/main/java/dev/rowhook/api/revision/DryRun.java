package dev.rowhook.api.revision;

import jakarta.servlet.http.HttpServletRequest;

import java.util.List;

/// Ends a request that only asks what it would do, after all of it was done in a transaction, which
/// this undoes.
public final class DryRun extends RuntimeException {
    static final String PARAMETER = "dry_run";
    static final String ATTRIBUTE = DryRun.class.getName();

    private final transient List<WouldChange> changes;

    /// @param changes what would be done, as the audit log would tell it
    public DryRun(List<WouldChange> changes) {
        super("dry run", null, false, false);
        this.changes = List.copyOf(changes);
    }

    /// Whether the request only asks.
    public static boolean isAsked(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ATTRIBUTE));
    }

    List<WouldChange> changes() {
        return changes;
    }
}
