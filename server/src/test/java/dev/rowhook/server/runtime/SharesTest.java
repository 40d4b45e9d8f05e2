package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class SharesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration CONTENT = Duration.ofSeconds(30);
    private final Claims claims = new Claims(PATIENCE, CONTENT);

    @Test
    void aNodeAloneTakesAll() {
        List<DatabaseRow> free = rows(5, Optional.empty());
        Shares shares = Shares.of("a", Set.of("a"), 0, free);
        assertThat(claims.toTake(free, shares, 0)).hasSize(5);
        assertThat(shares.toGiveBack()).isZero();
    }

    @Test
    void ofSeveralEachTakesItsShare() {
        List<DatabaseRow> free = rows(5, Optional.empty());
        assertThat(claims.toTake(free, Shares.of("a", Set.of("a", "b"), 0, free), 0)).hasSize(3);
    }

    @Test
    void whatOthersLeaveIsTakenAfterAWhileAndKept() {
        List<DatabaseRow> free = rows(4, Optional.empty());
        Shares shares = Shares.of("a", Set.of("a", "b"), 2, free);
        assertThat(claims.toTake(free, shares, 0)).isEmpty();
        assertThat(claims.toTake(free, shares, PATIENCE.toNanos())).isEmpty();
        assertThat(claims.toTake(free, shares, PATIENCE.toNanos() + 1)).hasSize(4);
        Shares many = new Shares(3, 6, 0, 0);
        assertThat(claims.toGiveBack(many, PATIENCE.toNanos() + 2)).isZero();
        assertThat(claims.toGiveBack(many, CONTENT.plus(PATIENCE).toNanos() + 2)).isPositive();
    }

    @Test
    void aLeaseThatIsOverIsNobodys() {
        List<DatabaseRow> over =
                List.of(row(Optional.of("b"), Duration.ZERO), row(Optional.of("b"), Duration.ZERO));
        assertThat(Shares.of("a", Set.of("a", "b"), 0, over)).isEqualTo(new Shares(1, 0, 0, 2));
        assertThat(over.getFirst().isFreeFor("a")).isTrue();
        assertThat(row(Optional.of("b"), Duration.ofMillis(1)).isFreeFor("a")).isFalse();
        assertThat(row(Optional.of("b"), Duration.ofMillis(1)).isFreeFor("b")).isTrue();
    }

    @Test
    void whatIsGivenBackAndNotTakenYetCounts() {
        assertThat(new Shares(2, 4, 0, 0).toGiveBack()).isEqualTo(1);
        assertThat(new Shares(2, 3, 0, 1).toGiveBack()).isEqualTo(1);
        assertThat(new Shares(2, 2, 0, 2).toGiveBack()).isZero();
        assertThat(new Shares(2, 3, 1, 0).toGiveBack()).isEqualTo(1);
        assertThat(new Shares(3, 3, 2, 0).toGiveBack()).isZero();
    }

    /// Whoever starts with whatever number: in the end all have the same, and nobody gives back any
    /// more.
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 4", "2, 5", "3, 4", "3, 100", "5, 1000", "7, 6"})
    void sharesBecomeEqual(int nodes, int databases) {
        long seed = System.nanoTime();
        System.out.printf("shares: seed %d%n", seed);
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, nodes).mapToObj(i -> "node-" + i).toList();
        Map<DatabaseId, String> owners = new HashMap<>();
        for (int i = 0; i < databases; i++) {
            owners.put(DatabaseId.create(), names.get(random.nextInt(random.nextInt(nodes) + 1)));
        }
        int rounds = 0;
        while (rounds < 200 && round(looks(names, random), owners)) {
            rounds++;
        }
        assertThat(rounds).isLessThan(100);
        List<Long> counts = names.stream().map(name -> count(name, owners)).sorted().toList();
        assertThat(counts.getLast() - counts.getFirst()).isLessThanOrEqualTo(1);
    }

    /// Each node looks, some of them more often than others.
    private static List<String> looks(List<String> names, Random random) {
        return names.stream()
                .flatMap(name -> Collections.nCopies(1 + random.nextInt(3), name).stream())
                .toList();
    }

    /// The nodes look in this order. Answers whether anything moved.
    private static boolean round(List<String> names, Map<DatabaseId, String> owners) {
        boolean moved = false;
        for (String name : names) {
            List<DatabaseRow> rows = new ArrayList<>();
            owners.forEach((id, owner) ->
                    rows.add(row(id, Optional.of(owner).filter(one -> !one.isEmpty()))));
            int mine = Math.toIntExact(count(name, owners));
            Shares shares = Shares.of(name, Set.copyOf(names), mine, rows);
            int back = shares.toGiveBack();
            owners.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(name))
                    .limit(back)
                    .toList()
                    .forEach(entry -> entry.setValue(""));
            List<DatabaseRow> free = rows.stream().filter(row -> row.owner().isEmpty()).toList();
            List<DatabaseRow> taken = new Claims(PATIENCE, CONTENT).toTake(free, shares, 0);
            taken.forEach(row -> owners.put(row.id(), name));
            moved |= back > 0 || !taken.isEmpty();
        }
        return moved;
    }

    private static long count(String name, Map<DatabaseId, String> owners) {
        return owners.values().stream().filter(name::equals).count();
    }

    private static List<DatabaseRow> rows(int count, Optional<String> owner) {
        return IntStream.range(0, count).mapToObj(_ -> row(owner, Duration.ofSeconds(3))).toList();
    }

    private static DatabaseRow row(Optional<String> owner, Duration left) {
        return new DatabaseRow(
                AccountId.create(), DatabaseId.create(), true, false, false, 1, owner, left);
    }

    private static DatabaseRow row(DatabaseId id, Optional<String> owner) {
        return new DatabaseRow(
                AccountId.create(), id, true, false, false, 1, owner, Duration.ofSeconds(3));
    }
}
