package dev.rowhook.api.signin.user;

import dev.rowhook.api.auth.SignedInUser;
import dev.rowhook.core.UserId;

/// A person who may sign in.
///
/// @param email where the person is written to, and how others name them
/// @param generation of the tokens that are good; it grows when all are to end
public record AppUser(UserId id, String email, String name, int generation) {

    /// The person as whoever a request is from.
    public SignedInUser signedIn() {
        return new SignedInUser(id, email);
    }
}
