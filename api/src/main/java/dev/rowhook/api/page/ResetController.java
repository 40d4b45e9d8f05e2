package dev.rowhook.api.page;

import dev.rowhook.api.auth.Open;
import dev.rowhook.api.signin.password.Passwords;
import dev.rowhook.api.signin.password.TooBusyException;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.identity.PasswordResets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;
import java.util.Optional;

/// Setting a forgotten password anew, by a link that the host makes.
@RestController
class ResetController {
    private static final Template RESET = Template.of("reset.html");

    private final PasswordResets resets;
    private final Passwords passwords;
    private final Users users;
    private final Sessions sessions;

    ResetController(PasswordResets resets, Passwords passwords, Users users, Sessions sessions) {
        this.resets = resets;
        this.passwords = passwords;
        this.users = users;
        this.sessions = sessions;
    }

    @Open
    @GetMapping("/reset")
    ResponseEntity<String> ask() {
        return Page.message(
                HttpStatus.OK,
                "Forgot your password?",
                "Rowhook sends no mail. Ask whoever runs it for a link by which you choose another password.");
    }

    @Open
    @GetMapping("/reset/{token}")
    ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
        return OpaqueToken.parse(TokenKind.RESET, token)
                .filter(parsed -> resets.find(parsed).flatMap(users::find).isPresent())
                .map(parsed -> form(request, parsed, ""))
                .orElseGet(ResetController::notGood);
    }

    @Open
    @PostMapping("/reset/{token}")
    ResponseEntity<String> reset(@PathVariable String token, HttpServletRequest request) {
        Optional<OpaqueToken> parsed = OpaqueToken.parse(TokenKind.RESET, token);
        Optional<AppUser> user = parsed.flatMap(resets::find).flatMap(users::find);
        if (user.isEmpty()) {
            return notGood();
        }
        NewPassword chosen = NewPassword.read(request, user.get().email());
        if (!chosen.isFine()) {
            return form(request, parsed.orElseThrow(), chosen.objection());
        }
        try {
            return passwords
                    .reset(parsed.orElseThrow(), chosen.password())
                    .map(signedIn -> {
                        sessions.begin(request, signedIn);
                        return Page.redirect(LocalPath.HOME.value());
                    })
                    .orElseGet(ResetController::notGood);
        } catch (TooBusyException _) {
            return Busy.page();
        }
    }

    private static ResponseEntity<String> form(
            HttpServletRequest request, OpaqueToken token, String error) {
        return Page.of(
                error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                "New password",
                RESET.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "token", token.reveal(),
                                "error", Page.error(error))));
    }

    private static ResponseEntity<String> notGood() {
        return Page.message(
                HttpStatus.NOT_FOUND,
                "This link is good no more",
                "It was used, or it is older than an hour. Ask for another one.");
    }
}
