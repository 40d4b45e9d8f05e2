package dev.rowhook.api.request;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import java.time.Duration;

/// Writes durations into JSON as [Durations] does.
public final class DurationJson extends ValueSerializer<Duration> {

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
        json.writeString(Durations.write(value));
    }
}
