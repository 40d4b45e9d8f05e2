package dev.rowhook.reader;

import dev.rowhook.changelog.SinkTag;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.filter.match.Ruling;
import dev.rowhook.filter.match.SinkMatch;
import dev.rowhook.filter.match.TableMatch;
import dev.rowhook.reader.Wants.SinkWants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A relation as the stream described it last, and who wants what of it. Where no sink has a
/// condition, no change is looked into. Not thread-safe.
final class RelationWants {
    private static final int MOST_ARRAYS = 1_000;
    private static final int[] NOBODY = {};

    private final Relation relation;
    private final TableMatch table;
    private final CompositeShape composites;
    private final boolean retained;
    private final Map<SinkWants, SinkMatch> matches = new HashMap<>();
    private final Map<Action, Wanting> wanting = new EnumMap<>(Action.class);

    /// One array for all changes that the same sinks want.
    private final Map<List<Integer>, int[]> arrays = new HashMap<>();

    /// Those who want an action, in the order of their numbers: `fixed` if none has a condition.
    @SuppressWarnings("ArrayRecordComponent") // One array serves every change.
    private record Wanting(List<Candidate> candidates, int[] fixed, boolean conditional) {}

    /// A sink that may want a change.
    ///
    /// @param match empty if it wants all
    private record Candidate(int tag, Optional<SinkMatch> match) {}

    /// @param newest the newest versions of all tables
    RelationWants(Relation relation, Wants wants, Function<TableName, Optional<Relation>> newest) {
        this.relation = relation;
        this.table = new TableMatch(relation);
        this.composites = new CompositeShape(relation);
        this.retained = wants.retained().contains(relation.name());
        for (SinkWants sink : wants.sinks()) {
            if (sink.selection().isConditional(relation.name())) {
                matches.put(sink, table.match(sink.selection(), newest));
            }
        }
        for (Action action : Action.values()) {
            wanting.put(action, wanting(action, wants));
        }
    }

    private Wanting wanting(Action action, Wants wants) {
        List<Candidate> candidates = new ArrayList<>();
        for (SinkWants sink : wants.of(relation.name(), action)) {
            boolean asks = action.isOfRow() && !wants.isAhead(sink);
            Optional<SinkMatch> match =
                    asks ? Optional.ofNullable(matches.get(sink)) : Optional.empty();
            boolean broken = match.isPresent() && match.get().broken().isPresent();
            candidates.add(
                    broken
                            ? new Candidate(SinkTag.open(sink.number()), Optional.empty())
                            : new Candidate(wants.tag(sink), match));
        }
        return new Wanting(
                candidates,
                candidates.stream().mapToInt(Candidate::tag).toArray(),
                candidates.stream().anyMatch(one -> one.match().isPresent()));
    }

    Relation relation() {
        return relation;
    }

    /// Whether a change has composites of the attributes that they are described with.
    boolean fits(byte[] body) {
        return composites.fits(body);
    }

    /// Whether its changes are appended even if no sink wants them.
    boolean isRetained() {
        return retained;
    }

    /// Whether some sink's filter does not fit.
    boolean isBroken() {
        return matches.values().stream().anyMatch(match -> match.broken().isPresent());
    }

    /// Whether changes of this kind have to be looked into to know who wants them.
    boolean isConditional(char kind) {
        return of(kind).conditional();
    }

    /// The tags of the sinks that may want a change of this kind, whatever it is.
    int[] fixed(char kind) {
        return of(kind).fixed();
    }

    /// The tags of the sinks that want this change. One that cannot be read is decided by their
    /// workers.
    int[] of(char kind, byte[] body) {
        List<Integer> tags = new ArrayList<>();
        boolean readable = show(body);
        for (Candidate candidate : of(kind).candidates()) {
            Ruling ruling = ruling(candidate, readable);
            if (ruling.isOpen() || mayHaveLeft(candidate, ruling)) {
                tags.add(SinkTag.open(candidate.tag()));
            } else if (ruling == Ruling.WANTED) {
                tags.add(candidate.tag());
            }
        }
        return tags.isEmpty() ? NOBODY : shared(tags);
    }

    private static Ruling ruling(Candidate candidate, boolean readable) {
        if (candidate.match().isEmpty()) {
            return Ruling.WANTED;
        }
        return readable ? candidate.match().get().ruling() : Ruling.UNDECIDED;
    }

    /// A row that leaves is left to the sink's worker, too: it makes a delete of the update.
    private static boolean mayHaveLeft(Candidate candidate, Ruling ruling) {
        return ruling == Ruling.UNWANTED
                && candidate.match().map(SinkMatch::mayHaveLeft).orElse(false);
    }

    private boolean show(byte[] body) {
        try {
            table.show(RowChange.decode(body, relation));
            return true;
        } catch (MalformedChangeException e) {
            return false;
        }
    }

    private int[] shared(Collection<Integer> tags) {
        List<Integer> key = List.copyOf(tags);
        int[] known = arrays.get(key);
        if (known == null) {
            if (arrays.size() == MOST_ARRAYS) {
                arrays.clear();
            }
            known = key.stream().mapToInt(Integer::intValue).toArray();
            arrays.put(key, known);
        }
        return known;
    }

    private Wanting of(char kind) {
        Action action =
                switch (kind) {
                    case 'I' -> Action.INSERT;
                    case 'U' -> Action.UPDATE;
                    case TruncateBody.KIND -> Action.TRUNCATE;
                    default -> Action.DELETE;
                };
        return Objects.requireNonNull(wanting.get(action));
    }
}
