package dev.rowhook.changelog.page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Where the backfills of one database and its reader meet. Thread-safe.
public final class PageDesk {
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<>();
    private volatile int version;
    private volatile Runnable opened = () -> {};

    /// Asks the reader to watch a table. It begins as soon as it streams for the sink.
    public Watch open(Watch.Request request) {
        Watch watch = new Watch(this, request);
        watches.add(watch);
        changed();
        opened.run();
        return watch;
    }

    /// The watches that are open.
    public List<Watch> watches() {
        return List.copyOf(watches);
    }

    /// Changes whenever a watch is opened or closed.
    public int version() {
        return version;
    }

    /// What to do when a watch is opened, so that a reader that waits for its stream sees to it.
    public void onOpen(Runnable wake) {
        opened = wake;
    }

    /// The stream is given up: all watches are lost.
    public void streamEnded() {
        WatchLostException why = new WatchLostException(false);
        watches.forEach(watch -> watch.lose(why));
    }

    void remove(Watch watch) {
        if (watches.remove(watch)) {
            changed();
        }
    }

    private synchronized void changed() {
        version++;
    }
}
