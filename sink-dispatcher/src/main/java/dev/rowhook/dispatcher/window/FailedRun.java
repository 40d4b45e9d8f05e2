package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what waits behind failed messages: the rest of their groups, the rest of the other groups
/// of messages in there, and so on. Not thread-safe.
final class FailedRun {
    private int sweep;

    /// The failed entries and all behind them, in order of seq.
    List<Entry> of(Collection<Entry> failed) {
        sweep++;
        Set<Entry> found = new HashSet<>();
        Deque<Entry> open = new ArrayDeque<>(failed);
        while (!open.isEmpty()) {
            Entry entry = open.removeFirst();
            found.add(entry);
            follow(entry.linkA, open);
            follow(entry.linkB, open);
        }
        List<Entry> run = new ArrayList<>(found);
        run.sort(Comparator.comparingLong(Entry::seq));
        return run;
    }

    private void follow(@Nullable Link from, Deque<Entry> open) {
        for (Link link = from; link != null && link.sweep != sweep; link = link.next) {
            link.sweep = sweep;
            if (link != from) {
                open.addLast(link.entry);
            }
        }
    }

    /// The largest run of these failures in which nobody waits for an entry outside of it.
    List<Entry> recordable(Collection<Entry> failed) {
        List<Entry> candidates = new ArrayList<>(failed);
        while (true) {
            List<Entry> run = of(candidates);
            Set<Entry> members = new HashSet<>(run);
            Set<Entry> waiting = new HashSet<>();
            for (Entry entry : run) {
                if (waits(entry.linkA, members) || waits(entry.linkB, members)) {
                    waiting.add(entry);
                }
            }
            if (waiting.isEmpty()) {
                return run;
            }
            candidates.removeIf(
                    candidate -> of(List.of(candidate)).stream().anyMatch(waiting::contains));
        }
    }

    private static boolean waits(@Nullable Link link, Set<Entry> members) {
        return link != null && link.previous != null && !members.contains(link.previous.entry);
    }
}
