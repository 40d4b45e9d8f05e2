package dev.rowhook.api.contract;

import dev.rowhook.api.problem.ProblemCode;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds what is wrong with the document itself: references to nothing, operations that lack
/// something, and examples that their schemas refuse.
final class Mistakes {
    private static final Pattern ID = Pattern.compile("[a-z]+([A-Z][a-z0-9]*)*");

    private final Contract contract;
    private final List<String> found = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private Mistakes(Contract contract) {
        this.contract = contract;
    }

    static List<String> in(Contract contract) {
        Mistakes mistakes = new Mistakes(contract);
        mistakes.walk("", contract.document());
        if (mistakes.found.isEmpty()) {
            contract.operations().forEach(mistakes::look);
            contract.webhooks().forEach(mistakes::lookAtContents);
        }
        return mistakes.found;
    }

    private void walk(String pointer, JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isString()
                && contract.at(reference.stringValue().substring(1)).isMissingNode()) {
            found.add("%s refers to %s, which is not there".formatted(pointer, reference));
        }
        if (node.has("allOf")) {
            found.add("%s has allOf: write its properties out".formatted(pointer));
        }
        node.forEachEntry((name, member) ->
                walk(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), member));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(pointer + "/" + i, node.get(i));
        }
    }

    private void look(Operation operation) {
        String id = operation.node().path("operationId").asString("");
        require(operation, ID.matcher(id).matches() && ids.add(id), "an operationId of its own");
        require(operation, operation.node().path("tags").size() == 1, "one tag");
        require(operation, operation.node().has("summary"), "a summary");
        require(operation, operation.node().has("x-permissions"), "x-permissions");
        operation.problems().forEach(code -> lookAtProblem(operation, code));
        contract.commonProblems().forEach(code -> known(operation, code));
        lookAtContents(operation);
    }

    private void lookAtProblem(Operation operation, String code) {
        known(operation, code)
                .ifPresent(problem ->
                        require(
                                operation,
                                operation
                                        .node()
                                        .path("responses")
                                        .has(Integer.toString(problem.status().value())),
                                "the response that %s has".formatted(code)));
    }

    private Optional<ProblemCode> known(Operation operation, String code) {
        Optional<ProblemCode> problem =
                Arrays.stream(ProblemCode.values())
                        .filter(candidate -> candidate.text().equals(code))
                        .findFirst();
        require(operation, problem.isPresent(), "a problem that there is, and not " + code);
        return problem;
    }

    private void lookAtContents(Operation operation) {
        look(operation, operation.pointer() + "/requestBody");
        operation
                .node()
                .path("responses")
                .propertyNames()
                .forEach(status ->
                        look(
                                operation,
                                contract.locate(operation.pointer() + "/responses/" + status)));
    }

    private void look(Operation operation, String pointer) {
        contract.at(pointer)
                .path("content")
                .forEachEntry((type, media) -> {
                    String schema = pointer + "/content/" + type.replace("/", "~1") + "/schema";
                    boolean own = pointer.startsWith(operation.pointer());
                    List<JsonNode> examples = new ArrayList<>();
                    if (media.has("example")) {
                        examples.add(media.get("example"));
                    }
                    media.path("examples")
                            .forEach(example ->
                                    examples.add(contract.resolve(example).path("value")));
                    require(operation, !own || !examples.isEmpty(), "an example at " + pointer);
                    for (JsonNode example : examples) {
                        for (String error : contract.schemas().errors(schema, example)) {
                            require(
                                    operation,
                                    false,
                                    "another example at %s%s".formatted(pointer, error));
                        }
                    }
                });
    }

    private void require(Operation operation, boolean holds, String what) {
        if (!holds) {
            found.add(
                    "%s: %s needs %s"
                            .formatted(contract.fileOf(operation.path()), operation.text(), what));
        }
    }
}
