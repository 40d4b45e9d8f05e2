package dev.rowhook.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class VerdictTest {
    private static final long REFUSED = 3;

    private final Inbox inbox = new Inbox(_ -> {});
    private int made;

    @BeforeEach
    void theStoryBegins() {
        for (int row = 1; row <= 4; row++) {
            arrive("insert", row, 1);
        }
        inbox.refuse(REFUSED);
        arrive("update", REFUSED, 2);
        for (int version = 2; version <= 5; version++) {
            arrive("update", 1, version);
        }
        arrive("update", REFUSED, 2);
        inbox.heal();
        made = 11;
    }

    @Test
    void whatArrivedAsItMustPasses() {
        arriveInOrder();

        assertThat(failures(List.of())).isEmpty();
    }

    @Test
    void aDuplicateIsNoFailure() {
        arriveInOrder();
        arrive("delete", 4, 1);

        assertThat(failures(List.of())).isEmpty();
    }

    @Test
    void aLostChangeIsFound() {
        arrive("update", REFUSED, 2);
        arrive("delete", 4, 1);

        assertThat(failures(List.of())).containsExactly("nothing is lost");
    }

    @Test
    void aChangeThatOvertookTheRefusedOneIsFound() {
        arrive("update", REFUSED, 3);
        arrive("update", REFUSED, 2);
        arrive("delete", 4, 1);

        assertThat(failures(List.of()))
                .containsExactly(
                        "each row's changes came in order",
                        "the refused row's later changes waited");
    }

    @Test
    void aChangeAfterTheDeleteIsFound() {
        arriveInOrder();
        arrive("update", 4, 2);
        made++;

        assertThat(failures(List.of())).containsExactly("each row's changes came in order");
    }

    @Test
    void anIdOfTwoMessagesIsFound() {
        arriveInOrder();
        inbox.judge(Messages.webhookId("insert", 1, 1), Messages.message("insert", 7, 1));

        assertThat(failures(List.of())).contains("one webhook-id per message");
    }

    @Test
    void aRowThatDiffersIsFound() {
        arriveInOrder();

        assertThat(failures(List.of(2L))).containsExactly("the receiver knows the table as it is");
    }

    @Test
    void aStrangerIsFound() {
        arriveInOrder();
        inbox.strange();

        assertThat(failures(List.of())).containsExactly("every request was authorized");
    }

    private void arriveInOrder() {
        arrive("update", REFUSED, 2);
        arrive("update", REFUSED, 3);
        arrive("delete", 4, 1);
    }

    private void arrive(String action, long id, int version) {
        inbox.judge(Messages.webhookId(action, id, version), Messages.message(action, id, version));
    }

    private List<String> failures(List<Long> differences) {
        return Verdict.of(
                        new Evidence(
                                inbox.arrivals(), made, inbox.strangers(), differences, REFUSED))
                .stream()
                .filter(check -> !check.passed())
                .map(Check::what)
                .toList();
    }
}
