package dev.rowhook.server.dev;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.InvitationPaths;
import dev.rowhook.store.accounts.OwnerInvitations;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/// The link by which somebody becomes the owner of the default account. It lies in the file
/// `owner-invitation` of the data directory for as long as it is open and nobody is owner.
final class DevOwner {
    static final String FILE = "owner-invitation";
    private static final String EMAIL = "owner@localhost";

    private final DataDirectory directory;
    private final OwnerInvitations invitations;

    DevOwner(DataDirectory directory, DevStore store) {
        this.directory = directory;
        this.invitations =
                new OwnerInvitations(Sql.of(store.dataSource(Roles.WORKER)), Clock.systemUTC());
    }

    /// The link, the same as before while it is open; empty if the account has an owner.
    Optional<URI> link(String account, PublicUrl url) throws IOException {
        Optional<AccountId> found = invitations.find(account).stream().findFirst();
        if (found.isEmpty() || invitations.hasOwner(found.get())) {
            directory.remove(FILE);
            return Optional.empty();
        }
        Optional<OpaqueToken> open = read().filter(invitations::isOpen);
        URI link =
                url.at(
                        InvitationPaths.of(
                                open.isPresent()
                                        ? open.get()
                                        : invitations.invite(found.get(), EMAIL).token()));
        directory.write(FILE, link.toString());
        return Optional.of(link);
    }

    /// Removes the file if its link leads nowhere any more.
    void tidy() throws IOException {
        if (read().filter(invitations::isOpen).isEmpty()) {
            directory.remove(FILE);
        }
    }

    private Optional<OpaqueToken> read() throws IOException {
        return directory
                .read(FILE)
                .map(link -> link.substring(link.lastIndexOf('/') + 1))
                .flatMap(token -> OpaqueToken.parse(TokenKind.INVITATION, token));
    }
}
