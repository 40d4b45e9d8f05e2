package dev.rowhook.api.signin.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.auth.Membership;
import dev.rowhook.api.signin.user.AppUser;

import java.util.List;
import java.util.Optional;

/// Who is signed in.
///
/// @param csrfToken what a request of the session that changes something has to carry; a bearer
///   token needs none
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MeAnswer(
        String id,
        String email,
        String name,
        List<Account> accounts,
        @JsonProperty("csrf_token") Optional<CsrfValue> csrfToken) {

    /// An account that the person is in.
    record Account(String id, String name, String role, boolean suspended) {
        static Account of(Membership membership) {
            return new Account(
                    membership.account().toString(),
                    membership.name(),
                    membership.role(),
                    membership.suspended());
        }
    }

    static MeAnswer of(AppUser user, List<Membership> accounts, Optional<CsrfValue> csrfToken) {
        return new MeAnswer(
                user.id().toString(),
                user.email(),
                user.name(),
                accounts.stream().map(Account::of).toList(),
                csrfToken);
    }
}
