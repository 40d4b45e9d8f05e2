package dev.rowhook.benchmarks.scenario;

import tools.jackson.databind.JsonNode;

import java.time.Duration;

/// Reads one scenario of a file, and fills in what it leaves out.
final class ScenarioReader {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_ROWS = 100_000_000;

    private ScenarioReader() {}

    /// @param file and place in it, for messages
    /// @throws InvalidScenarioException if it cannot be measured as it stands
    static Scenario read(JsonNode node, String file, int index) {
        String place = "%s, scenario %d".formatted(file, index + 1);
        String name = new Fields(node, place).text("name");
        Fields fields = new Fields(node, "%s (%s)".formatted(place, name));
        fields.text("name");
        Load load = load(fields);
        Scenario scenario =
                new Scenario(
                        name,
                        load,
                        fields.integer("row_bytes", 16, 1_000_000, 200),
                        fields.integer("batch", 1, 1000, 1),
                        fields.duration("latency", MINUTE, Duration.ZERO),
                        fields.integer("sinks", 1, 200, 1),
                        fields.integer("databases", 1, 100, 1),
                        fields.integer("max_in_flight", 1, 1000, 50),
                        fields.integer("warm_up_rows", 0, MOST_ROWS, warmUpRows(load)),
                        fields.integer("runs", 1, 100, 3),
                        fields.duration("time_limit", Duration.ofHours(2), MINUTE.multipliedBy(2)));
        fields.refuseUnknown();
        refuseRemainder(fields, scenario);
        refuseShortLimit(fields, scenario);
        return scenario;
    }

    private static Load load(Fields fields) {
        return switch (fields.text("kind")) {
            case "drain" -> new Load.Drain(rows(fields), rowsPerCommit(fields), writers(fields, 2));
            case "backlog" ->
                    new Load.Backlog(rows(fields), rowsPerCommit(fields), writers(fields, 2));
            case "steady" ->
                    new Load.Steady(
                            fields.integer("commits_per_second", 1, 100_000),
                            fields.duration("duration", Duration.ofHours(1)),
                            writers(fields, 32));
            case String other ->
                    throw fields.wrong(
                            "kind", "must be drain, backlog or steady, not '%s'".formatted(other));
        };
    }

    private static int rows(Fields fields) {
        return fields.integer("rows", 1, MOST_ROWS);
    }

    private static int rowsPerCommit(Fields fields) {
        return fields.integer("rows_per_commit", 1, 100_000, 100);
    }

    private static int writers(Fields fields, int otherwise) {
        return fields.integer("writers", 1, 200, otherwise);
    }

    private static int warmUpRows(Load load) {
        return switch (load) {
            case Load.Drain drain -> drain.rows() / 2;
            case Load.Backlog backlog -> Math.min(backlog.rows() / 2, 100_000);
            case Load.Steady steady -> 5 * steady.commitsPerSecond();
        };
    }

    private static void refuseShortLimit(Fields fields, Scenario scenario) {
        if (scenario.load() instanceof Load.Steady steady
                && steady.duration().compareTo(scenario.timeLimit()) >= 0) {
            throw fields.wrong(
                    "time_limit",
                    "must be longer than the duration, and %d s is not"
                            .formatted(scenario.timeLimit().toSeconds()));
        }
    }

    private static void refuseRemainder(Fields fields, Scenario scenario) {
        if (scenario.load().rows() % scenario.databases() != 0
                || scenario.warmUpRows() % scenario.databases() != 0) {
            throw fields.wrong(
                    "databases",
                    "must divide rows and warm_up_rows, and %d does not divide %d and %d"
                            .formatted(
                                    scenario.databases(),
                                    scenario.load().rows(),
                                    scenario.warmUpRows()));
        }
    }
}
