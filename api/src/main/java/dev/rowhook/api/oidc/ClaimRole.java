package dev.rowhook.api.oidc;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who has this value in this claim is a member of the account.
///
/// @param claim its name; of one inside of others the names with dots, unless one claim has that
///   name
public record ClaimRole(String claim, String value, AccountId account, Role role) {
    private static final Pattern FORM =
            Pattern.compile("([^=\\s]+)=(.+?)\\s*->\\s*(acc_[0-9a-z]{26})\\s+([a-z]+)");

    /// What `claim=value -> acc_… role` writes, if it writes one.
    public static Optional<ClaimRole> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return AccountId.parse(matcher.group(3))
                .flatMap(account ->
                        Role.parse(matcher.group(4))
                                .map(role ->
                                        new ClaimRole(
                                                matcher.group(1),
                                                matcher.group(2),
                                                account,
                                                role)));
    }
}
