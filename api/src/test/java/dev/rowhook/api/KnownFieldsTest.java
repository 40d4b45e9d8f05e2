package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.contract.KnownFields;
import dev.rowhook.api.contract.KnownFields.Place;
import dev.rowhook.api.contract.Operation;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.access.Role;

import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the description has exactly the fields that routes know. A request with one that is
/// unknown is told which ones are.
class KnownFieldsTest {
    private static final Pattern KNOWN = Pattern.compile("Known are: (.*)\\.");

    private final ApiServer server = ApiServer.shared();
    private final Contract contract = Contract.shared();
    private final Belongings belongings = new Belongings("-known");
    private final Client person =
            Person.member(server, belongings.client, Role.OWNER).commandLine();
    private final List<String> differences = new ArrayList<>();
    private int tried;

    @Test
    void theFieldsOfRequestsAreThoseThatAreDescribed() {
        for (Route route : Routes.v1(server)) {
            contract.operation(route.verb().name(), route.path())
                    .ifPresent(operation -> compare(route, operation));
        }
        assertThat(differences).isEmpty();
        assertThat(tried).isGreaterThan(50);
    }

    private void compare(Route route, Operation operation) {
        boolean reads =
                Arrays.asList(route.method().getMethod().getParameterTypes())
                        .contains(Fields.class);
        if (route.verb() == RequestMethod.GET) {
            Set<String> known =
                    reads ? known(route, "?" + KnownFields.UNKNOWN + "=1", "", "") : Set.of();
            differ(operation, "the query", known, KnownFields.ofQuery(contract, operation));
        } else {
            for (Place place : KnownFields.ofBody(contract, operation)) {
                Set<String> known = new TreeSet<>();
                if (reads) {
                    place.bodies()
                            .forEach(body -> known.addAll(known(route, "", place.pointer(), body)));
                }
                differ(operation, "the body" + place.pointer(), known, place.names());
            }
        }
    }

    /// The fields that the route says it knows; none if the one that is unknown is no matter.
    private Set<String> known(Route route, String query, String pointer, String body) {
        tried++;
        Client client = route.permissions().isEmpty() ? person : belongings.client;
        Client.Answer answer = route.send(client, belongings.fill(route.path()) + query, body);
        for (JsonNode error : answer.json().path("errors")) {
            if (error.path("pointer").asString("").equals(pointer + "/" + KnownFields.UNKNOWN)) {
                Matcher known = KNOWN.matcher(error.path("detail").asString(""));
                return known.find()
                        ? new TreeSet<>(Arrays.asList(known.group(1).split(", ", -1)))
                        : Set.of();
            }
        }
        return Set.of();
    }

    private void differ(
            Operation operation, String where, Set<String> known, Set<String> described) {
        Set<String> undescribed = new TreeSet<>(known);
        undescribed.removeAll(described);
        Set<String> unknown = new TreeSet<>(described);
        unknown.removeAll(known);
        if (!undescribed.isEmpty() || !unknown.isEmpty()) {
            differences.add(
                    "%s: of %s of %s, these are not described: %s, and these are not known: %s"
                            .formatted(
                                    contract.fileOf(operation.path()),
                                    where,
                                    operation.text(),
                                    undescribed,
                                    unknown));
        }
    }
}
