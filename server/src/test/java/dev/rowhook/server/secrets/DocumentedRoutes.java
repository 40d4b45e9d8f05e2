package dev.rowhook.server.secrets;

import dev.rowhook.server.client.RestClient;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The routes that are read, as docs/permissions.md has them, which a test of the REST interface
/// writes from its mappings; each with the first thing that there is in the place of a variable.
final class DocumentedRoutes {
    private static final Pattern READ = Pattern.compile("\\| `GET (/v1/[^`]*)`");
    private static final Pattern VARIABLE = Pattern.compile("/([a-z-]+)/\\{[^}]*}");

    private final RestClient rest;
    private final Map<String, String> references = new HashMap<>();

    /// @param name of the sink, the database and the endpoint
    DocumentedRoutes(RestClient rest, String name) throws InterruptedException {
        this.rest = rest;
        for (String named : List.of("sinks", "databases", "http-endpoints")) {
            references.put(named, name);
        }
        for (String listed : List.of("attempts", "dead-letters", "orders", "replays")) {
            references.put(listed, first("/v1/sinks/%s/%s".formatted(name, listed)));
        }
        for (String listed : List.of("backfills", "backfill-schedules")) {
            references.put(listed, first("/v1/sinks/%s/%s".formatted(name, listed)));
        }
        for (String listed : List.of("tokens", "oauth-clients", "erasures", "jobs")) {
            references.put(listed, first("/v1/" + listed));
        }
        references.put("messages", references.get("dead-letters"));
    }

    private String first(String path) throws InterruptedException {
        JsonNode first = rest.get(path).path("data").path(0);
        String id = first.path("webhook_id").asString("");
        return path.endsWith("dead-letters") ? id : first.path("id").asString();
    }

    /// Their paths, but for streams of events, which have no end.
    List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        Matcher route = READ.matcher(Files.readString(Path.of("../docs/permissions.md")));
        while (route.find()) {
            String path = route.group(1);
            if (path.endsWith("/events")) {
                continue;
            }
            paths.add(
                    VARIABLE.matcher(path)
                            .replaceAll(match ->
                                    "/" + match.group(1) + "/" + references.get(match.group(1))));
        }
        return paths;
    }
}
