package dev.rowhook.api.signin.page;

import dev.rowhook.api.auth.Open;
import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.mail.Mail;
import dev.rowhook.api.signin.password.AddressThrottle;
import dev.rowhook.api.signin.password.Passwords;
import dev.rowhook.api.signin.password.TooBusyException;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.identity.PasswordResets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Setting a forgotten password anew. Whoever asks for a link gets the same answer, whether or not
/// there is such a user; without mail it is the host who makes links.
@RestController
class ResetController {
    private static final Template ASK = Template.of("reset-ask.html");
    private static final Template RESET = Template.of("reset.html");
    private static final int EMAIL_LENGTH = 254;

    private final PasswordResets resets;
    private final Passwords passwords;
    private final Users users;
    private final Sessions sessions;
    private final AddressThrottle throttle;
    private final ObjectProvider<Mail> mail;
    private final PublicUrl url;

    ResetController(
            PasswordResets resets,
            Passwords passwords,
            Users users,
            Sessions sessions,
            AddressThrottle throttle,
            ObjectProvider<Mail> mail,
            PublicUrl url) {
        this.resets = resets;
        this.passwords = passwords;
        this.users = users;
        this.sessions = sessions;
        this.throttle = throttle;
        this.mail = mail;
        this.url = url;
    }

    @Open
    @GetMapping("/reset")
    ResponseEntity<String> ask(HttpServletRequest request) {
        return mail.getIfAvailable() == null
                ? Page.message(
                        HttpStatus.OK,
                        "Forgot your password?",
                        "This Rowhook sends no mail. Ask whoever runs it for a link by which you choose another password.")
                : Page.of("Forgot your password?", ASK.fill(Map.of("csrf", Form.token(request))));
    }

    @Open
    @PostMapping("/reset")
    ResponseEntity<String> send(HttpServletRequest request) {
        Optional<Duration> wait = throttle.guess(request.getRemoteAddr());
        if (wait.isPresent()) {
            return Page.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    wait.get(),
                    "Too much was tried from your network address. Try again later.");
        }
        String email = Form.text(request, "email", EMAIL_LENGTH);
        mail.ifAvailable(letters ->
                Thread.startVirtualThread(() ->
                        resets.create(email)
                                .ifPresent(token -> {
                                    letters.send(email, "Your Rowhook password", letter(token));
                                })));
        return Page.message(
                HttpStatus.OK,
                "Look into your mail",
                "If someone signs in by this address, a link is on its way to it. It is good for one hour.");
    }

    private String letter(OpaqueToken token) {
        return """
        Somebody, hopefully you, asked to set your Rowhook password anew.
        Open this link within an hour to choose another one:

        %s

        If it was not you, do nothing: your password stays as it is.
        """
                .formatted(url.at(PasswordResets.path(token)));
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
