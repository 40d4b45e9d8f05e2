package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.api.auth.ForUser;
import dev.rowhook.api.auth.Open;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.core.access.Permission;
import dev.rowhook.core.access.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which role may use which route, as the routes say it, as they do it, and as the docs tell it.
class PermissionsTest {
    private static final Path DOCS = Path.of("../docs/permissions.md");

    /// The same for everybody.
    private static final String DESCRIPTION = "/v1/openapi.json";

    private final ApiServer server = ApiServer.shared();
    private final List<Route> routes = Routes.all(server);

    @Test
    void everyRouteSaysWhoMayUseIt() {
        for (Route route : routes) {
            boolean open =
                    route.method().hasMethodAnnotation(Open.class)
                            || AnnotatedElementUtils.hasAnnotation(
                                    route.method().getBeanType(), Open.class)
                            || ErrorController.class.isAssignableFrom(route.method().getBeanType());
            boolean told =
                    route.method().hasMethodAnnotation(Requires.class)
                            || route.method().hasMethodAnnotation(ForUser.class);
            assertThat(open ^ told).as(route.text()).isTrue();
            assertThat(told || !route.path().startsWith("/v1/") || route.path().equals(DESCRIPTION))
                    .as(route.text())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRoleIsLetThroughWhereItMayGoAndNowhereElse(Asker asker) {
        Client owner = server.client();
        int refused = 0;
        int tried = 0;
        for (Role role : Role.values()) {
            Client client = asker.in(owner, role);
            for (Route route : routes) {
                if (!route.permissions().isEmpty()) {
                    Client.Answer answer = route.knock(client);
                    boolean may = role.permissions().containsAll(route.permissions());
                    assertThat(answer.status())
                            .as("%s as %s: %s", route.text(), role, answer.text())
                            .matches(status -> may ? status != 401 && status != 403 : status == 403)
                            .isLessThan(500);
                    assertThat(may || answer.string("/code").equals("forbidden")).isTrue();
                    tried++;
                    refused += may ? 0 : 1;
                }
            }
        }
        assertThat(refused).isPositive();
        System.out.printf("roles and routes by %s: %d tried, %d refused%n", asker, tried, refused);
    }

    /// With ROWHOOK_WRITE_DOCS in the environment the page is written anew.
    @Test
    void theDocsTellWhatIs() throws IOException {
        String page = page();
        if (System.getenv("ROWHOOK_WRITE_DOCS") != null) {
            Files.writeString(DOCS, page);
        }
        assertThat(DOCS).hasContent(page);
    }

    private String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Roles, permissions and routes

                        A member of an account has a role; a token or client has scopes, each the name of a permission, or `*` for
                        all. Whoever lacks the permission of a route gets `403 forbidden`, whatever they ask about; what is another
                        account's is `404`. Nobody grants more than they hold: a role, or a scope. A suspended account can be read,
                        and not changed.

                        This page is written by the test that tries every route as every role.

                        ## Permissions of roles

                        """);
        page.append("| permission |");
        Arrays.stream(Role.values()).forEach(role -> page.append(" %s |".formatted(role.code())));
        page.append("\n|---|").append(":-:|".repeat(Role.values().length)).append('\n');
        for (Permission permission : Permission.values()) {
            page.append("| `%s` |".formatted(permission.code()))
                    .append(marks(Set.of(permission)))
                    .append('\n');
        }
        page.append("\n## Routes\n\n| route | permission |");
        Arrays.stream(Role.values()).forEach(role -> page.append(" %s |".formatted(role.code())));
        page.append("\n|---|---|").append(":-:|".repeat(Role.values().length)).append('\n');
        for (Route route : routes) {
            Set<Permission> permissions = route.permissions();
            if (!permissions.isEmpty()) {
                page.append("| `%s` | %s |".formatted(route.text(), codes(permissions)))
                        .append(marks(permissions))
                        .append('\n');
            }
        }
        page.append(
                """

                ## Routes of whoever signed in

                They are about the person, and need no role.

                """);
        routes.stream()
                .filter(route -> route.method().hasMethodAnnotation(ForUser.class))
                .forEach(route -> page.append("* `%s`\n".formatted(route.text())));
        return page.toString();
    }

    private static String codes(Set<Permission> permissions) {
        return permissions.stream()
                .sorted()
                .map(permission -> "`" + permission.code() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String marks(Set<Permission> permissions) {
        return Arrays.stream(Role.values())
                .map(role -> role.permissions().containsAll(permissions) ? " ● |" : "   |")
                .collect(Collectors.joining());
    }
}
