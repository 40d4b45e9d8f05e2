package dev.rowhook.api.grant;

import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.access.Scopes;
import dev.rowhook.core.text.NearNames;

import java.util.List;
import java.util.Set;

/// Nobody grants more than they hold.
public final class Grants {
    private static final int MAX_SCOPES = Scopes.names().size();

    private Grants() {}

    /// Reads scopes that the caller holds.
    public static FieldReader<List<String>> scopes(Caller caller) {
        return Readers.list(1, MAX_SCOPES, Readers.text(40).then(scope -> held(caller, scope)));
    }

    private static String held(Caller caller, String scope) throws InvalidFieldException {
        if (!Scopes.names().contains(scope)) {
            String near =
                    NearNames.of(scope, Scopes.names()).stream()
                            .findFirst()
                            .map(" Did you mean \"%s\"?"::formatted)
                            .orElse("");
            throw new InvalidFieldException(
                    "unknown_value",
                    "There is no such scope.%s They are: %s."
                            .formatted(near, String.join(", ", Scopes.names())));
        }
        if (!caller.permissions().containsAll(Scopes.permissions(Set.of(scope)))) {
            throw new InvalidFieldException("not_held", "You do not hold this yourself.");
        }
        return scope;
    }

    /// Reads a role that may do no more than the caller.
    public static FieldReader<Role> role(Caller caller) {
        return Readers.text(20)
                .then(code -> {
                    Role role =
                            Role.parse(code)
                                    .orElseThrow(() ->
                                            new InvalidFieldException(
                                                    "unknown_value",
                                                    "Expected one of: owner, admin, developer, operator,"
                                                            + " viewer."));
                    if (!caller.permissions().containsAll(role.permissions())) {
                        throw new InvalidFieldException(
                                "not_held", "The role may do more than you may.");
                    }
                    return role;
                });
    }

    /// @throws ProblemException 403 if someone of this role may do more than the caller
    public static void requireOver(Caller caller, String role) {
        boolean over =
                Role.parse(role)
                        .map(Role::permissions)
                        .filter(caller.permissions()::containsAll)
                        .isPresent();
        if (!over) {
            throw ProblemException.of(ProblemCode.NOT_HELD, "This one may do more than you may.");
        }
    }

    /// @throws ProblemException 403 if these scopes allow more than the caller may
    public static void requireHeld(Caller caller, List<String> scopes) {
        if (!caller.permissions().containsAll(Scopes.permissions(scopes))) {
            throw ProblemException.of(ProblemCode.NOT_HELD, "Its scopes allow more than you may.");
        }
    }
}
