package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.DeleteBody;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.match.Ruling;
import dev.rowhook.filter.match.SinkMatch;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trusts the reader's tags where it has decided by what the sink wants now, and judges by itself
/// what was appended by older settings, or undecided.
///
/// A change that the reader has not decided by settings of which nothing is known here is held
/// until it is known that this sink was not edited in them; if it was, another worker takes over.
/// One thread.
final class SinkJudge implements ChangeJudge {
    private static final Logger log = LoggerFactory.getLogger(SinkJudge.class);

    private final SinkId sink;
    private final SinkWish wish;
    private final Wishes wishes;
    private final VersionMatches matches;
    private final Relations relations;
    private long asOf;

    /// Where what a sink wants can be looked up anew.
    interface Wishes {
        /// Until which version of the database's settings a sink wants what it has wanted since
        /// `matchVersion`; nothing beyond 0 is known if it wants something else.
        long unchangedUntil(long matchVersion);
    }

    SinkJudge(SinkId sink, SinkWish wish, Wishes wishes, Relations relations) {
        this.sink = sink;
        this.wish = wish;
        this.wishes = wishes;
        this.relations = relations;
        this.matches = new VersionMatches(wish.selection(), relations);
        this.asOf = wish.asOf();
    }

    @Override
    public Judgement judge(LoggedChange change, boolean open) {
        if (!open && change.settingsVersion() >= wish.matchVersion()) {
            return Judgement.WANTED;
        }
        if (change.settingsVersion() > asOf && !isUnedited(change.settingsVersion())) {
            return Judgement.HELD;
        }
        Relation relation = relations.get(change.relation());
        if (!wish.selection().includes(relation.name())) {
            // Of a stretch without tags it sees the changes of all tables.
            return Judgement.UNWANTED;
        }
        SinkMatch match = matches.of(relation);
        try {
            match.table().show(RowChange.decode(change.body(), match.table().relation()));
        } catch (MalformedChangeException e) {
            // It becomes a dead letter where it is to be sent.
            return Judgement.WANTED;
        }
        return judgement(match, relation, change);
    }

    @Override
    public LoggedChange sent(LoggedChange change, Judgement judgement) {
        if (judgement != Judgement.LEFT) {
            return change;
        }
        Relation relation = relations.get(change.relation());
        return change.withBody(DeleteBody.of(RowChange.decode(change.body(), relation), relation));
    }

    private Judgement judgement(SinkMatch match, Relation relation, LoggedChange change) {
        Ruling ruling = match.ruling();
        return switch (ruling) {
            case WANTED -> Judgement.WANTED;
            case UNWANTED -> match.mayHaveLeft() ? Judgement.LEFT : Judgement.UNWANTED;
            case UNDECIDED -> Judgement.UNDECIDED;
            case FAILED -> {
                match.failure().ifPresent(why -> tell(change, why));
                yield Judgement.FAILED;
            }
            case BROKEN -> matches.fitsNewest(relation) ? Judgement.UNDECIDED : Judgement.HELD;
        };
    }

    private boolean isUnedited(long version) {
        try {
            asOf = Math.max(asOf, wishes.unchangedUntil(wish.matchVersion()));
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sink", sink)
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("settings not read, trying again");
        }
        return version <= asOf;
    }

    private void tell(LoggedChange change, RuntimeException why) {
        if (!(why instanceof EvaluationException)) {
            log.atError()
                    .addKeyValue("sink", sink)
                    .addKeyValue("seq", change.seq())
                    .setCause(why)
                    .log("filter failed");
        }
    }
}
