package dev.rowhook.api.auth;

import java.util.Optional;

/// Who made a request that takes long, by what it carried. Thread-safe.
@FunctionalInterface
public interface Standing {
    /// The caller, with what they may do by now; nobody once they are signed out, or the token has
    /// expired or been revoked.
    ///
    /// @throws dev.rowhook.api.problem.ProblemException if they are not in the account any more
    /// @throws org.jooq.exception.DataAccessException if it cannot be looked up
    Optional<Caller> now();
}
