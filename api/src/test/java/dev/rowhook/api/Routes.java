package dev.rowhook.api;

import dev.rowhook.api.auth.Requires;
import dev.rowhook.core.access.Permission;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The routes that a server serves, from its own mappings.
final class Routes {

    /// @param path with its variables in braces
    record Route(RequestMethod verb, String path, HandlerMethod method) {
        /// Changes nothing wherever it is sent.
        private static final String NONSENSE = "{\"nonsense\":1}";

        boolean isChange() {
            return verb != RequestMethod.GET;
        }

        boolean hasVariable() {
            return path.contains("{");
        }

        /// How people write it.
        String text() {
            return verb + " " + path;
        }

        /// What it takes; nothing if it is about whoever signed in, or for everybody.
        Set<Permission> permissions() {
            Requires requires = method.getMethodAnnotation(Requires.class);
            return requires == null ? Set.of() : Set.of(requires.value());
        }

        /// Knocks: with a reference to nothing, and a body that is refused.
        Client.Answer knock(Client client) {
            return send(client, path.replaceAll("\\{[^}]*}", "none"), NONSENSE);
        }

        /// Sends the request to one of the paths of the route.
        Client.Answer send(Client client, String filled, String body) {
            return switch (verb) {
                case GET -> client.get(filled);
                case PATCH -> client.patch(filled, body);
                case POST -> client.post(filled, body);
                default ->
                        client.send(
                                client.request(filled)
                                        .method(verb.name(), BodyPublishers.noBody()));
            };
        }
    }

    private Routes() {}

    /// Those of the tenants' REST interface, by path, without those about a person or nobody.
    static List<Route> tenants(ApiServer server) {
        return v1(server).stream().filter(route -> !route.permissions().isEmpty()).toList();
    }

    /// Those that the API's description has.
    static List<Route> v1(ApiServer server) {
        return all(server).stream().filter(route -> route.path().startsWith("/v1/")).toList();
    }

    static List<Route> all(ApiServer server) {
        List<Route> routes = new ArrayList<>();
        Map<RequestMappingInfo, HandlerMethod> mappings =
                server.bean(RequestMappingHandlerMapping.class).getHandlerMethods();
        mappings.forEach((info, method) ->
                info.getPatternValues()
                        .forEach(path ->
                                info.getMethodsCondition()
                                        .getMethods()
                                        .forEach(verb ->
                                                routes.add(new Route(verb, path, method)))));
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::verb));
        return routes;
    }
}
