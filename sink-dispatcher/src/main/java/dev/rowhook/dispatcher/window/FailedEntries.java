package dev.rowhook.dispatcher.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The messages of a window that failed alone and whose rows are still to be written: those for
/// which their groups wait, and those that were passed over. Not thread-safe.
final class FailedEntries {
    private final Set<Entry> failed = new LinkedHashSet<>();
    private final Set<Entry> passed = new LinkedHashSet<>();
    private final FailedRun failedRun = new FailedRun();

    void add(Entry entry) {
        failed.add(entry);
    }

    void addPassed(Entry entry) {
        passed.add(entry);
    }

    boolean isEmpty() {
        return failed.isEmpty() && passed.isEmpty();
    }

    /// An entry and all that waits for it, in order of seq.
    List<Entry> behind(Entry entry) {
        return failedRun.of(List.of(entry));
    }

    /// All that can be recorded now, in order of seq: failures whose followers wait for nobody
    /// else, with these, and what was passed over.
    List<Entry> take() {
        List<Entry> run = failedRun.recordable(failed);
        run.forEach(failed::remove);
        if (passed.isEmpty()) {
            return run;
        }
        List<Entry> all = new ArrayList<>(run);
        for (Entry entry : passed) {
            entry.passed = true;
            all.add(entry);
        }
        passed.clear();
        all.sort(Comparator.comparingLong(Entry::seq));
        return all;
    }
}
