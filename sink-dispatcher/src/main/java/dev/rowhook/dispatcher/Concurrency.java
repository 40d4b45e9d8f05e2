package dev.rowhook.dispatcher;

/// How many requests at a time an endpoint can take, found by asking: it grows while all goes well
/// and is halved when the endpoint says that it is too much, or many requests fail as if it were.
///
/// Judged are stretches of as many requests as the limit: up to half of the last limit that was too
/// much it doubles, and beyond that grows by a tenth. Not thread-safe.
final class Concurrency {
    private static final int SHORTEST_STRETCH = 5;
    private static final int TOLERATED = 10;

    private final int max;
    private int limit;
    private int cautious;
    private int ignored;
    private int requests;
    private int overloads;

    /// @param max it never allows more, and begins with as many
    Concurrency(int max) {
        this.max = max;
        this.limit = max;
        this.cautious = max;
    }

    int limit() {
        return limit;
    }

    /// A request was answered.
    void fine() {
        requests++;
        judge();
    }

    /// A request failed as it does where there are too many.
    void overloaded() {
        requests++;
        overloads++;
        judge();
    }

    /// The endpoint says that there are too many. Those that were under way when it said so first
    /// say nothing new.
    void refused() {
        if (ignored > 0) {
            ignored--;
            return;
        }
        ignored = limit - 1;
        halve();
    }

    private void halve() {
        cautious = Math.max(1, limit / 2);
        limit = cautious;
        begin();
    }

    /// Begins with one, as after an outage.
    void restart() {
        cautious = Math.max(cautious, max / 2);
        limit = 1;
        begin();
    }

    private void judge() {
        if (requests < Math.max(SHORTEST_STRETCH, limit)) {
            return;
        }
        if (overloads * TOLERATED > requests) {
            halve();
        } else if (overloads == 0) {
            grow();
        } else {
            begin();
        }
    }

    private void grow() {
        int next = limit < cautious ? limit * 2 : limit + Math.max(1, limit / TOLERATED);
        limit = Math.min(max, next);
        begin();
    }

    private void begin() {
        requests = 0;
        overloads = 0;
    }
}
