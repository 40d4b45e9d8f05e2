package dev.rowhook.api.page;

import dev.rowhook.api.auth.Callers;
import dev.rowhook.api.auth.Membership;
import dev.rowhook.api.auth.Open;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.signin.password.Passwords;
import dev.rowhook.api.signin.password.SignInOutcome;
import dev.rowhook.api.signin.password.TooBusyException;
import dev.rowhook.api.signin.session.Sessions;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Signing in by e-mail address and password, and out. A refusal says nothing of whether there is
/// such a user, or whether the user is locked.
@RestController
class SignInController {
    private static final Template SIGN_IN = Template.of("sign-in.html");
    private static final Template OTHER = Template.of("sign-in-other.html");
    private static final Template SIGNED_IN = Template.of("signed-in.html");
    private static final Template ACCOUNTS = Template.of("accounts.html");
    private static final Template ACCOUNT = Template.of("account.html");
    private static final int EMAIL_LENGTH = 254;
    private static final int PATH_LENGTH = 4001;

    private final Passwords passwords;
    private final Sessions sessions;
    private final Callers callers;
    private final List<ExternalSignIn> others;

    SignInController(
            Passwords passwords, Sessions sessions, Callers callers, List<ExternalSignIn> others) {
        this.others = List.copyOf(others);
        this.passwords = passwords;
        this.sessions = sessions;
        this.callers = callers;
    }

    @Open
    @GetMapping("/sign-in")
    ResponseEntity<String> show(HttpServletRequest request) {
        Optional<SignedInUser> user = Visitor.signedIn();
        LocalPath next = next(request);
        if (user.isEmpty()) {
            return form(HttpStatus.OK, request, "", failure(request));
        }
        return next.isHome() ? signedIn(request, user.get()) : Page.redirect(next.value());
    }

    @Open
    @PostMapping("/sign-in")
    ResponseEntity<String> signIn(HttpServletRequest request) {
        String email = Form.text(request, "email", EMAIL_LENGTH);
        try {
            return switch (passwords.signIn(
                    email, Form.secret(request, "password"), request.getRemoteAddr())) {
                case SignInOutcome.SignedIn(var user) -> {
                    sessions.begin(request, user);
                    yield Page.redirect(next(request).value());
                }
                case SignInOutcome.Refused _ ->
                        form(
                                HttpStatus.UNAUTHORIZED,
                                request,
                                email,
                                "The e-mail address or the password is wrong. After too many attempts both are refused for a while.");
                case SignInOutcome.Throttled(Duration wait) ->
                        Page.later(
                                HttpStatus.TOO_MANY_REQUESTS,
                                wait,
                                "Too much was tried from your network address. Try again later.");
            };
        } catch (TooBusyException _) {
            return Busy.page();
        }
    }

    @Open
    @PostMapping("/sign-out")
    ResponseEntity<String> signOut(HttpServletRequest request) {
        sessions.end(request);
        return Page.redirect(next(request).value());
    }

    private static LocalPath next(HttpServletRequest request) {
        return LocalPath.of(Form.text(request, LocalPath.PARAMETER, PATH_LENGTH));
    }

    private ResponseEntity<String> form(
            HttpStatus status, HttpServletRequest request, String email, String error) {
        return Page.of(
                status,
                "Sign in",
                SIGN_IN.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "error", Page.error(error),
                                "email", email,
                                "next", next(request).value(),
                                "others", others(next(request)))));
    }

    private static String failure(HttpServletRequest request) {
        return request.getParameter(ExternalSignIn.FAILED) == null
                ? ""
                : "Signing in there did not work. Try again, or ask whoever runs it.";
    }

    private Html others(LocalPath next) {
        return new Html(
                others.stream()
                        .flatMap(source -> source.links().stream())
                        .map(link ->
                                OTHER.fill(
                                        Map.of(
                                                "path",
                                                link.path()
                                                        + (next.isHome()
                                                                ? ""
                                                                : "?next="
                                                                        + URLEncoder.encode(
                                                                                next.value(),
                                                                                StandardCharsets
                                                                                        .UTF_8)),
                                                "title",
                                                link.title())))
                        .map(Html::markup)
                        .collect(Collectors.joining()));
    }

    private ResponseEntity<String> signedIn(HttpServletRequest request, SignedInUser user) {
        return Page.of(
                "Signed in",
                SIGNED_IN.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "email", user.email(),
                                "accounts", accounts(callers.memberships(user)))));
    }

    private static Html accounts(List<Membership> memberships) {
        String rows =
                memberships.stream()
                        .map(membership ->
                                ACCOUNT.fill(
                                        Map.of(
                                                "name", membership.name(),
                                                "role", membership.role())))
                        .map(Html::markup)
                        .collect(Collectors.joining());
        return rows.isEmpty() ? Html.NONE : ACCOUNTS.fill(Map.of("rows", new Html(rows)));
    }
}
