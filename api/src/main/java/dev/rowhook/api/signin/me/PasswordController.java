package dev.rowhook.api.signin.me;

import dev.rowhook.api.auth.ForUser;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.api.signin.password.PasswordRules;
import dev.rowhook.api.signin.password.Passwords;
import dev.rowhook.api.signin.password.SignInOutcome;
import dev.rowhook.api.signin.password.TooBusyException;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.core.secret.Secret;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Changes the password of the person who asks, who knows the old one. Other sessions, clients and
/// tokens of theirs end by it.
@RestController
@RequestMapping("/v1/me/password")
class PasswordController {
    private static final Duration BUSY_FOR = Duration.ofSeconds(5);

    private final Passwords passwords;
    private final Sessions sessions;

    PasswordController(Passwords passwords, Sessions sessions) {
        this.passwords = passwords;
        this.sessions = sessions;
    }

    @ForUser
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Problem> change(SignedInUser user, Fields fields, HttpServletRequest request) {
        Supplier<Secret> current =
                fields.required("current_password", Readers.secret(PasswordRules.MAX_LENGTH));
        Supplier<Secret> chosen =
                fields.required("new_password", Readers.secret(PasswordRules.MAX_LENGTH));
        fields.end();
        PasswordRules.objection(chosen.get(), user.email())
                .ifPresent(objection -> refuse("/new_password", "weak_password", objection));
        try {
            switch (passwords.signIn(user.email(), current.get(), request.getRemoteAddr())) {
                case SignInOutcome.SignedIn(AppUser confirmed)
                        when confirmed.id().equals(user.user()) ->
                        passwords.change(user.user(), chosen.get(), sessions.idOf(request));
                case SignInOutcome.SignedIn _, SignInOutcome.Refused _ ->
                        refuse("/current_password", "wrong_password", "The password is wrong.");
                case SignInOutcome.Throttled(Duration wait) -> {
                    return later(
                            wait,
                            ProblemCode.TOO_MANY_ATTEMPTS,
                            "Too much was tried from this address. Try again later.");
                }
            }
        } catch (TooBusyException _) {
            return later(
                    BUSY_FOR,
                    ProblemCode.BUSY,
                    "Too many passwords are checked just now. Try again.");
        }
        return ResponseEntity.noContent().build();
    }

    private static void refuse(String pointer, String code, String detail) {
        throw ProblemException.invalidFields(List.of(new FieldError(pointer, code, detail)));
    }

    private static ResponseEntity<Problem> later(Duration wait, ProblemCode code, String detail) {
        return ResponseEntity.status(code.status())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(code, detail));
    }
}
