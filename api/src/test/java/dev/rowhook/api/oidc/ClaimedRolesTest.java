package dev.rowhook.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class ClaimedRolesTest {
    private final AccountId acme = AccountId.create();
    private final AccountId globex = AccountId.create();
    private final List<ClaimRole> rules =
            List.of(
                    rule("groups=/rowhook admins -> %s admin".formatted(acme)),
                    rule("groups=viewers -> %s viewer".formatted(acme)),
                    rule("realm_access.roles=cn=ops,ou=x->%s operator".formatted(globex)),
                    rule("https://acme.io/staff=true -> %s viewer".formatted(globex)));

    private static ClaimRole rule(String text) {
        return ClaimRole.parse(text).orElseThrow();
    }

    @Test
    void aListHasEachOfItsValuesAndTheHighestRoleCounts() {
        assertThat(ClaimedRoles.of(Map.of("groups", List.of("viewers", "/rowhook admins")), rules))
                .isEqualTo(Map.of(acme, Role.ADMIN));
        assertThat(ClaimedRoles.of(Map.of("groups", "viewers"), rules))
                .isEqualTo(Map.of(acme, Role.VIEWER));
    }

    @Test
    void claimsInsideOfOthersAndClaimsWithDotsAreFound() {
        assertThat(
                        ClaimedRoles.of(
                                Map.of("realm_access", Map.of("roles", List.of("cn=ops,ou=x"))),
                                rules))
                .isEqualTo(Map.of(globex, Role.OPERATOR));
        assertThat(ClaimedRoles.of(Map.of("https://acme.io/staff", true), rules))
                .isEqualTo(Map.of(globex, Role.VIEWER));
    }

    @Test
    void whatNoClaimSaysIsNoRole() {
        assertThat(ClaimedRoles.of(Map.of(), rules)).isEmpty();
        assertThat(ClaimedRoles.of(Map.of("groups", List.of("view", "viewers2")), rules)).isEmpty();
        assertThat(ClaimedRoles.of(Map.of("realm_access", "x"), rules)).isEmpty();
        assertThat(ClaimedRoles.of(Map.of("groups", Map.of("viewers", 1)), rules)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "groups=a",
                "groups=a -> acc_1 admin",
                "groups=a -> acc_00000000000000000000000000 king",
                "groups=a -> acc_00000000000000000000000000",
                "groups -> acc_00000000000000000000000000 admin",
                "a b=c -> acc_00000000000000000000000000 admin"
            })
    void whatIsNoRuleIsNotRead(String text) {
        assertThat(ClaimRole.parse(text)).isEmpty();
    }
}
