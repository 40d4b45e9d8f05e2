package dev.rowhook.server.command;

import dev.rowhook.server.operate.WorkerAccess;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.keys.Rekey;
import dev.rowhook.store.keys.Rewrap;

import org.jooq.DSLContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.sql.SQLException;

/// `rowhook server rekey`.
@Command(
        name = "rekey",
        description =
                "Gives every account a new data key and seals its secrets anew, while servers run; with"
                        + " --master-only the same keys are wrapped under the first master key. It may"
                        + " be stopped and started again.")
final class RekeyCommand extends OperatorCommand {
    @Option(
            names = "--master-only",
            description = "Only wrap the keys of accounts under the first of master-keys.")
    private boolean masterOnly;

    @Override
    void run() throws WrongSettingsException, Refusal, SQLException, InterruptedException {
        WorkerAccess access = config().settings().worker();
        DSLContext worker = StoreSessions.worker(access);
        if (!masterOnly) {
            Rekey.Result result = new Rekey(worker, access.masterKeys()).run();
            System.out.printf(
                    "%d accounts have a new key, %d values were sealed anew.%n",
                    result.accounts(), result.values());
            if (!result.unfinished().isEmpty()) {
                throw new Refusal(
                        "these accounts keep an old key, for something of theirs does not open: "
                                + result.unfinished());
            }
        }
        Rewrap.Result result = new Rewrap(worker, access.masterKeys()).run();
        System.out.printf("%d keys were wrapped anew.%n", result.keys());
        if (!result.remaining().isEmpty()) {
            throw new Refusal(
                    "these master keys are still needed besides the first one: "
                            + String.join(", ", result.remaining()));
        }
        System.out.println("No master key but the first one is needed.");
    }
}
