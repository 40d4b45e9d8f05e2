package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.MEMBER;

import dev.rowhook.core.AttemptId;
import dev.rowhook.core.UserId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An account that has one of everything, with each reference by which a path can name it.
final class Belongings {
    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{[^}]*}");

    final SinkWithLog sink;
    final Client client;
    final String suffix;

    /// By the segment of a path before it: ids, and names where there are some.
    private final Map<String, List<String>> references = new LinkedHashMap<>();

    /// With names that end so.
    Belongings(String suffix) {
        this.suffix = suffix;
        this.sink = new SinkWithLog(suffix);
        this.client = sink.client;
        String orders = "/v1/sinks/orders" + suffix;
        String crm = "/v1/http-endpoints/crm" + suffix;
        named("databases", "prod");
        named("http-endpoints", "crm");
        named("sinks", "orders");
        sink.append("1", sink.now.minusSeconds(60), true);
        sink.dead(1, "1", "retries_exhausted", sink.now);
        String attempt = new AttemptId(sink.attempt(sink.now, false, 1L)).toString();
        references.put("attempts", List.of(attempt));
        references.put("messages", List.of(sink.webhookId(1)));
        references.put("dead-letters", List.of(sink.webhookId(1)));
        made("signing-keys", crm + "/signing-keys", "{\"overlap\":\"1h\"}", "/id");
        made("orders", orders + "/dead-letters/redrive", everything(), "/id");
        sink.matchedFrom(1, sink.now.minusSeconds(120));
        made("replays", orders + "/replay", "{\"from\":{\"seq\":1}}", "/id");
        made("backfills", orders + "/backfills", "{}", "/id");
        made("backfill-schedules", orders + "/backfill-schedules", cron(), "/id");
        references.put("jobs", List.of(job("gone" + suffix)));
        made("erasures", "/v1/erasures", erasure("prod" + suffix), "/id");
        made("tokens", "/v1/tokens", "{\"name\":\"a\",\"scopes\":[\"sinks:read\"]}", "/id");
        made("oauth-clients", "/v1/oauth-clients", "{\"name\":\"a\",\"scopes\":[\"*\"]}", "/id");
        made("invitations", "/v1/invitations", invitation(), "/id");
        references.put("members", List.of(member("developer").toString()));
    }

    /// The job that deletes a database of that name.
    private String job(String database) {
        client.post("/v1/databases", Bodies.database(database));
        return client.delete("/v1/databases/" + database).string("/id");
    }

    private static String everything() {
        return "{\"filter\":{},\"all\":true}";
    }

    /// A body that asks for an erasure of an order.
    static String erasure(String database) {
        return "{\"database\":\"%s\",\"table\":\"public.orders\",\"key\":{\"id\":1}}"
                .formatted(database);
    }

    static String cron() {
        return "{\"cron\":\"0 0 0 * * ?\"}";
    }

    static String invitation() {
        return "{\"email\":\"grace@acme.io\",\"role\":\"viewer\"}";
    }

    /// A member of this role who cannot sign in.
    UserId member(String role) {
        UserId user = UserId.create();
        sink.worker
                .insertInto(MEMBER)
                .set(MEMBER.ACCOUNT_ID, sink.account.account().value())
                .set(MEMBER.USER_ID, user.value())
                .set(MEMBER.ROLE, role)
                .set(MEMBER.EMAIL, "ada" + suffix + "@acme.io")
                .set(MEMBER.NAME, "Ada")
                .execute();
        return user;
    }

    private void named(String segment, String name) {
        String id = client.get("/v1/" + segment + "/" + name + suffix).string("/id");
        references.put(segment, List.of(id, name + suffix));
    }

    private void made(String segment, String path, String body, String pointer) {
        Client.Answer answer = client.post(path, body);
        String id = answer.string(pointer);
        if (id.isEmpty()) {
            throw new IllegalStateException("%s: %s".formatted(path, answer.text()));
        }
        references.put(segment, List.of(id));
    }

    /// What a variable of a path can hold.
    ///
    /// @throws IllegalStateException if there is none of the kind: it is to be made here
    List<String> references(String segment) {
        List<String> found = references.get(segment);
        if (found == null) {
            throw new IllegalStateException("nothing here is called by /%s/{…}".formatted(segment));
        }
        return found;
    }

    /// Every reference there is.
    List<String> references() {
        return references.values().stream().flatMap(List::stream).distinct().toList();
    }

    /// A reference of this kind.
    String reference(String segment) {
        return references(segment).getFirst();
    }

    /// The path with what this account has in the place of each variable.
    String fill(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(match -> match.group(1) + "/" + reference(match.group(1)));
    }

    /// The paths in which at least one variable holds a reference of `other`, the rest what this
    /// account has.
    List<String> mixed(String path, Belongings other) {
        List<String> paths = new ArrayList<>(List.of(""));
        Matcher matcher = VARIABLE.matcher(path);
        int end = 0;
        while (matcher.find()) {
            String before = path.substring(end, matcher.start()) + matcher.group(1) + "/";
            List<String> choices = new ArrayList<>(other.references(matcher.group(1)));
            choices.add(reference(matcher.group(1)));
            paths =
                    paths.stream()
                            .flatMap(head -> choices.stream().map(choice -> head + before + choice))
                            .toList();
            end = matcher.end();
        }
        String tail = path.substring(end);
        return paths.stream()
                .map(head -> head + tail)
                .filter(candidate -> !candidate.equals(fill(path)))
                .toList();
    }
}
