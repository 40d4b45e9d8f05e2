package dev.rowhook.api.page;

import dev.rowhook.api.auth.Open;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.signin.password.Passwords;
import dev.rowhook.api.signin.password.TooBusyException;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Invitation;
import dev.rowhook.api.signin.user.Invitations;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;

/// The page of an invitation. Whoever is signed in accepts as who they are; whoever has a password
/// signs in first; anybody else becomes a user by it.
@RestController
class InvitationPages {
    private static final Logger log = LoggerFactory.getLogger(InvitationPages.class);
    private static final int NAME_LENGTH = 200;

    private final Invitations invitations;
    private final Users users;
    private final Passwords passwords;
    private final Sessions sessions;

    InvitationPages(Invitations invitations, Users users, Passwords passwords, Sessions sessions) {
        this.invitations = invitations;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    @Open
    @GetMapping("/invitations/{token}")
    ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
        Optional<OpaqueToken> parsed = OpaqueToken.parse(TokenKind.INVITATION, token);
        return parsed.flatMap(invitations::find)
                .map(invitation -> page(new InvitationPage(parsed.get(), invitation, request)))
                .orElseGet(InvitationPages::notOpen);
    }

    private ResponseEntity<String> page(InvitationPage page) {
        Optional<SignedInUser> visitor = Visitor.signedIn();
        if (visitor.isPresent()) {
            return page.accept(visitor.get());
        }
        return users.findBuiltIn(page.invitation().email()).isPresent()
                ? page.signIn()
                : page.join("", "");
    }

    @Open
    @PostMapping("/invitations/{token}")
    ResponseEntity<String> accept(@PathVariable String token, HttpServletRequest request) {
        Optional<OpaqueToken> parsed = OpaqueToken.parse(TokenKind.INVITATION, token);
        Optional<Invitation> invitation = parsed.flatMap(invitations::find);
        if (invitation.isEmpty()) {
            return notOpen();
        }
        InvitationPage page = new InvitationPage(parsed.orElseThrow(), invitation.get(), request);
        Optional<AppUser> visitor = Visitor.signedIn().map(SignedInUser::user).flatMap(users::find);
        if (visitor.isPresent()) {
            return accepted(page, invitations.accept(page.token(), visitor.get()));
        }
        return users.findBuiltIn(page.invitation().email()).isPresent()
                ? page.signIn()
                : join(page);
    }

    private ResponseEntity<String> join(InvitationPage page) {
        String name = Form.text(page.request(), "name", NAME_LENGTH);
        NewPassword chosen = NewPassword.read(page.request(), page.invitation().email());
        if (name.isEmpty() || !chosen.isFine()) {
            return page.join(name, name.isEmpty() ? "Tell us your name." : chosen.objection());
        }
        try {
            Optional<AppUser> user =
                    invitations.join(page.token(), name, passwords.hash(chosen.password()));
            user.ifPresent(joined -> sessions.begin(page.request(), joined));
            return accepted(page, user.isPresent());
        } catch (TooBusyException _) {
            return Busy.page();
        }
    }

    private static ResponseEntity<String> accepted(InvitationPage page, boolean accepted) {
        if (!accepted) {
            return notOpen();
        }
        log.atInfo()
                .addKeyValue("account", page.invitation().account())
                .addKeyValue("role", page.invitation().role())
                .log("invitation accepted");
        return Page.redirect(LocalPath.HOME.value());
    }

    private static ResponseEntity<String> notOpen() {
        return Page.message(
                HttpStatus.NOT_FOUND,
                "This invitation is not open",
                "It was accepted, it was taken back, or it is too old. Ask whoever invited you for another one.");
    }
}
