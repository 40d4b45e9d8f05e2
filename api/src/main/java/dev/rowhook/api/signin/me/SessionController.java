package dev.rowhook.api.signin.me;

import dev.rowhook.api.Page;
import dev.rowhook.api.auth.ForUser;
import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.SignOuts;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;

/// Where the person who asks is signed in.
@RestController
@RequestMapping("/v1/me/sessions")
class SessionController {
    private final Sessions sessions;
    private final SignOuts signOuts;

    SessionController(Sessions sessions, SignOuts signOuts) {
        this.sessions = sessions;
        this.signOuts = signOuts;
    }

    @ForUser
    @GetMapping
    Page<SessionAnswer> list(SignedInUser user, HttpServletRequest request) {
        Optional<String> current = sessions.idOf(request);
        return Page.of(
                sessions.list(user.user()).stream()
                        .map(session ->
                                SessionAnswer.of(
                                        session, current.filter(session.id()::equals).isPresent()))
                        .toList());
    }

    @ForUser
    @DeleteMapping("/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(SignedInUser user, @PathVariable String session) {
        if (!sessions.end(user.user(), session)) {
            throw ProblemException.of(ProblemCode.SESSION_NOT_FOUND);
        }
    }

    /// Signs the person out everywhere: of all sessions, this one included, of clients that hold a
    /// refresh token, and of access tokens.
    @ForUser
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(SignedInUser user) {
        signOuts.everywhere(user.user());
    }
}
