package dev.rowhook.benchmarks.report;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Results as JSON.
public final class ResultsFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private ResultsFile() {}

    public static void write(Results results, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(results) + "\n");
    }

    /// @throws IOException if the file is none that [#write] has written
    public static Results read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file %s".formatted(file));
        }
        try {
            return JSON.readValue(Files.readString(file), Results.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s holds no results: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }
}
