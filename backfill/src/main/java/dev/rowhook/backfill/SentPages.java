package dev.rowhook.backfill;

import java.util.ArrayList;
import java.util.List;

/// Up to which seq how many rows of a table were appended, for the last pages: with the mark of the
/// sink they tell how many are sent. Immutable.
record SentPages(List<Page> pages) {
    private static final int MOST = 64;

    /// @param seq the last of the page
    /// @param rows how many were appended up to it, from the first page on
    record Page(long seq, long rows) {}

    SentPages {
        pages = List.copyOf(pages);
    }

    /// As they are stored: two numbers each.
    static SentPages of(Long... stored) {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i + 1 < stored.length; i += 2) {
            pages.add(new Page(stored[i], stored[i + 1]));
        }
        return new SentPages(pages);
    }

    Long[] stored() {
        Long[] stored = new Long[2 * pages.size()];
        for (int i = 0; i < pages.size(); i++) {
            stored[2 * i] = pages.get(i).seq();
            stored[2 * i + 1] = pages.get(i).rows();
        }
        return stored;
    }

    /// With one page more. Of those that are sent the last is kept; where there are too many, every
    /// other one goes.
    SentPages with(long seq, long rows, long mark) {
        List<Page> kept = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            boolean isLast = i == pages.size() - 1;
            if (isLast || pages.get(i + 1).seq() > mark) {
                kept.add(pages.get(i));
            }
        }
        kept.add(new Page(seq, rows));
        if (kept.size() > MOST) {
            List<Page> thinned = new ArrayList<>();
            for (int i = 0; i < kept.size(); i++) {
                if (i % 2 == 0 || i == kept.size() - 1) {
                    thinned.add(kept.get(i));
                }
            }
            kept = thinned;
        }
        return new SentPages(kept);
    }

    /// How many rows are sent for certain.
    long sent(long mark) {
        long sent = 0;
        for (Page page : pages) {
            if (page.seq() <= mark) {
                sent = page.rows();
            }
        }
        return sent;
    }

    /// The seq that the mark has to pass until fewer than `limit` rows are not sent; 0 if there is
    /// nothing to wait for.
    long awaited(long limit, long mark) {
        if (pages.isEmpty()) {
            return 0;
        }
        long appended = pages.getLast().rows();
        if (appended - sent(mark) < limit) {
            return 0;
        }
        for (Page page : pages) {
            if (page.seq() > mark && appended - page.rows() < limit) {
                return page.seq();
            }
        }
        return pages.getLast().seq();
    }
}
