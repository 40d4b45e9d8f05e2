package dev.rowhook.store.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RewrapTest {
    private final OwnPostgres own = OwnPostgres.create();
    private final DSLContext worker = own.worker();
    private final String oldLine = MasterKeys.createLine("m1").reveal();
    private final String newLine = MasterKeys.createLine("m2").reveal();
    private final MasterKeys before = MasterKeys.parse(oldLine);
    private final MasterKeys both = MasterKeys.parse(newLine + "\n" + oldLine);
    private final MasterKeys after = MasterKeys.parse(newLine);

    @AfterEach
    void drop() {
        own.close();
    }

    @Test
    void allKeysAreOfTheNewMasterKeyAndTheOldOneIsNotNeeded() throws InterruptedException {
        SealedValues one = SealedValues.create(own, before);
        SealedValues other = SealedValues.create(own, before);

        Rewrap.Result result = new Rewrap(worker, both).run();

        assertThat(result.keys()).isEqualTo(2);
        assertThat(result.remaining()).isEmpty();
        one.assertAllOpen(new DataKeys(after));
        other.assertAllOpen(new DataKeys(after));
        assertThat(new Rewrap(worker, both).run().keys()).isZero();
    }

    @Test
    void aRunThatWasStoppedIsGoneOnWith() throws InterruptedException {
        SealedValues one = SealedValues.create(own, before);
        SealedValues other = SealedValues.create(own, before);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Rewrap(worker, both).run())
                .isInstanceOf(InterruptedException.class);
        AccountKeys keys = new AccountKeys(worker, one.account);
        assertThat(keys.replace(keys.all().getFirst(), both.rewrap(keys.all().getFirst())))
                .isTrue();

        assertThat(new Rewrap(worker, both).run().keys()).isEqualTo(1);
        one.assertAllOpen(new DataKeys(after));
        other.assertAllOpen(new DataKeys(after));
    }

    @Test
    void aKeyOfAMasterKeyThatIsMissingIsLeftAndNamed() throws InterruptedException {
        SealedValues lost = SealedValues.create(own, before);
        SealedValues young = SealedValues.create(own, after);

        Rewrap.Result result = new Rewrap(worker, after).run();

        assertThat(result.keys()).isZero();
        assertThat(result.remaining()).containsExactly("m1");
        lost.assertAllOpen(new DataKeys(before));
        young.assertAllOpen(new DataKeys(after));
    }
}
