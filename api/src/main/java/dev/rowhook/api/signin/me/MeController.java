package dev.rowhook.api.signin.me;

import dev.rowhook.api.auth.Callers;
import dev.rowhook.api.auth.ForUser;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.api.request.Readers;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.secret.Secret;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;
import java.util.function.Supplier;

/// Who is signed in, and in which accounts.
@RestController
@RequestMapping("/v1/me")
class MeController {
    private static final int NAME_LENGTH = 200;

    private final Users users;
    private final Callers callers;
    private final Sessions sessions;

    MeController(Users users, Callers callers, Sessions sessions) {
        this.users = users;
        this.callers = callers;
        this.sessions = sessions;
    }

    @ForUser
    @GetMapping
    MeAnswer get(SignedInUser signedIn, HttpServletRequest request) {
        AppUser user =
                users.find(signedIn.user())
                        .orElseThrow(() -> ProblemException.of(ProblemCode.USER_NOT_FOUND));
        return MeAnswer.of(user, callers.memberships(signedIn), csrfToken(request));
    }

    /// Only a request of a session has any use for it.
    private Optional<CsrfValue> csrfToken(HttpServletRequest request) {
        return sessions.idOf(request)
                .map(_ -> request.getAttribute(CsrfToken.class.getName()))
                .map(CsrfToken.class::cast)
                .map(token -> new CsrfValue(Secret.of(token.getToken())));
    }

    @ForUser
    @PatchMapping(consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    MeAnswer rename(SignedInUser signedIn, Fields fields, HttpServletRequest request) {
        Supplier<String> name = fields.required("name", Readers.text(NAME_LENGTH));
        fields.end();
        users.rename(signedIn.user(), name.get().strip());
        return get(signedIn, request);
    }
}
