package dev.rowhook.server.command;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.name.Emails;
import dev.rowhook.core.AccountId;
import dev.rowhook.server.operate.OperatorSettings;
import dev.rowhook.server.operate.WorkerAccess;
import dev.rowhook.server.operate.WrongSettingsException;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.OwnerInvitation;
import dev.rowhook.store.accounts.OwnerInvitations;

import org.jooq.DSLContext;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/// `rowhook server owner`.
@Command(
        name = "owner",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Owners of accounts, the first one of all among them.",
        subcommands = OwnerCommand.Invite.class)
final class OwnerCommand {

    @Command(
            name = "invite",
            description =
                    "Prints the link by which somebody becomes an owner of an account, once and within 7 days.")
    static final class Invite extends OperatorCommand {
        private static final int MAX_NAME = 100;

        @Parameters(paramLabel = "EMAIL", description = "Of the owner-to-be.")
        private String email = "";

        @ArgGroup(multiplicity = "1")
        private Where where = new Where();

        /// Which account it is.
        static final class Where {
            @Option(
                    names = "--account",
                    paramLabel = "ACCOUNT",
                    description = "One that is there, by its id or name.")
            private String existing = "";

            @Option(names = "--new-account", paramLabel = "NAME", description = "One that is made.")
            private String created = "";
        }

        @Override
        void run() throws WrongSettingsException, Refusal, SQLException {
            if (!Emails.isOne(email)) {
                throw new Refusal("'%s' is no e-mail address".formatted(email));
            }
            if (where.existing.isEmpty()
                    && (where.created.isBlank() || where.created.length() > MAX_NAME)) {
                throw new Refusal("an account's name has 1 to %d characters".formatted(MAX_NAME));
            }
            OperatorSettings settings = config().settings();
            PublicUrl url = settings.publicUrl();
            WorkerAccess access = settings.worker();
            DSLContext worker = StoreSessions.worker(access);
            OwnerInvitations owners = new OwnerInvitations(worker, Clock.systemUTC());
            OwnerInvitation invitation =
                    where.existing.isEmpty()
                            ? create(worker, access, owners)
                            : owners.invite(find(owners), email);
            System.out.println(url.at(invitation.path()));
        }

        private OwnerInvitation create(
                DSLContext worker, WorkerAccess access, OwnerInvitations owners) {
            AccountCreation creation = new AccountCreation(worker, access.masterKeys());
            return worker.transactionResult(transaction -> {
                DSLContext tx = transaction.dsl();
                return owners.invite(tx, creation.create(tx, where.created.strip()), email);
            });
        }

        private AccountId find(OwnerInvitations owners) throws Refusal {
            List<AccountId> found = owners.find(where.existing);
            return switch (found.size()) {
                case 0 -> throw new Refusal("there is no account '%s'".formatted(where.existing));
                case 1 -> found.getFirst();
                default ->
                        throw new Refusal(
                                "several accounts are named '%s'; say which one: %s"
                                        .formatted(
                                                where.existing,
                                                found.stream()
                                                        .map(AccountId::toString)
                                                        .collect(Collectors.joining(", "))));
            };
        }
    }
}
