package dev.rowhook.changelog.page;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which transactions of the source a page sees, as `pg_current_snapshot()` says it.
///
/// On a standby the transactions between `xmin` and `xmax` are not named: it is not known which of
/// them it sees. Immutable.
public final class SourceSnapshot {
    private static final Pattern TEXT = Pattern.compile("(\\d+):(\\d+):([\\d,]*)");

    private final long xmin;
    private final long xmax;
    private final long[] running;
    private final boolean exact;

    private SourceSnapshot(long xmin, long xmax, long[] running, boolean exact) {
        this.xmin = xmin;
        this.xmax = xmax;
        this.running = running;
        this.exact = exact;
    }

    /// Reads `xmin:xmax:xip_list` (Postgres documentation, "pg_snapshot Components").
    ///
    /// @param standby whether it is one of a standby
    /// @throws IllegalArgumentException if `text` is no snapshot
    public static SourceSnapshot parse(String text, boolean standby) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no snapshot");
        }
        long[] running =
                matcher.group(3).isEmpty()
                        ? new long[0]
                        : Arrays.stream(matcher.group(3).split(","))
                                .mapToLong(Long::parseLong)
                                .sorted()
                                .toArray();
        return new SourceSnapshot(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                running,
                !standby);
    }

    /// One that surely sees nothing.
    public static SourceSnapshot blind() {
        return new SourceSnapshot(0, 0, new long[0], false);
    }

    /// The oldest transaction that was running. All before it had ended.
    public long xmin() {
        return xmin;
    }

    /// Whether it surely sees what a transaction has committed.
    ///
    /// @param xid the lower half of the transaction's id, as the stream names it
    public boolean sees(int xid) {
        long id = widened(xid);
        if (id < xmin) {
            return true;
        }
        return exact && id < xmax && Arrays.binarySearch(running, id) < 0;
    }

    /// The id of which the lower half is known: the one that is nearest.
    private long widened(int xid) {
        long id = (xmax & ~0xFFFF_FFFFL) | (xid & 0xFFFF_FFFFL);
        if (id - xmax > 1L << 31) {
            return id - (1L << 32);
        }
        return xmax - id > 1L << 31 ? id + (1L << 32) : id;
    }

    @Override
    public String toString() {
        return "%d:%d:%s".formatted(xmin, xmax, Arrays.toString(running));
    }
}
