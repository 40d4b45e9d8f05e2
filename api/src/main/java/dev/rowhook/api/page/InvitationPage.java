package dev.rowhook.api.page;

import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.signin.user.Invitation;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.accounts.InvitationPaths;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import java.util.Map;

/// What the page of an invitation shows to whom.
record InvitationPage(OpaqueToken token, Invitation invitation, HttpServletRequest request) {
    private static final Template INVITATION = Template.of("invitation.html");
    private static final Template JOIN = Template.of("invitation-new.html");
    private static final Template ACCEPT = Template.of("invitation-accept.html");
    private static final Template SIGN_IN = Template.of("invitation-sign-in.html");

    /// For someone who becomes a user by it.
    ResponseEntity<String> join(String name, String error) {
        return page(
                error,
                JOIN.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "token", token.reveal(),
                                "email", invitation.email(),
                                "name", name)));
    }

    /// For a user who is signed in.
    ResponseEntity<String> accept(SignedInUser user) {
        boolean same = user.email().equalsIgnoreCase(invitation.email());
        return page(
                "",
                ACCEPT.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "token", token.reveal(),
                                "user", user.email(),
                                "note", same ? "" : "The invitation went to another address.")));
    }

    /// For a user who is not.
    ResponseEntity<String> signIn() {
        String path = new LocalPath(InvitationPaths.of(token)).viaSignIn();
        return page("", SIGN_IN.fill(Map.of("email", invitation.email(), "path", path)));
    }

    private ResponseEntity<String> page(String error, Html body) {
        String inviter = invitation.invitedBy();
        return Page.of(
                error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                "Invitation",
                INVITATION.fill(
                        Map.of(
                                "account", invitation.accountName(),
                                "role", invitation.role(),
                                "email", invitation.email(),
                                "inviter", inviter.equals("host") ? "The host of Rowhook" : inviter,
                                "error", Page.error(error),
                                "body", body)));
    }
}
