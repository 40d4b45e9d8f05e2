package dev.rowhook.changelog;

import java.util.List;

/// What was found in a stretch of the log, the newest first.
///
/// @param from the first seq of the stretch; nothing before it was looked at
/// @param rows how many changes the stretch has
/// @param end whether the log has nothing before it
public record LogStretch(List<LoggedPlace> found, long from, long rows, boolean end) {
    public LogStretch {
        found = List.copyOf(found);
    }
}
