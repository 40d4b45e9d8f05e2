package dev.rowhook.api.signin.password;

import dev.rowhook.api.signin.user.AppUser;

import java.time.Duration;

/// What became of someone who tried a password.
public sealed interface SignInOutcome {

    record SignedIn(AppUser user) implements SignInOutcome {}

    /// There is no such user, the password is wrong, or the user is locked: nobody is told which.
    record Refused() implements SignInOutcome {}

    /// From that address too much was tried.
    record Throttled(Duration retryAfter) implements SignInOutcome {}
}
