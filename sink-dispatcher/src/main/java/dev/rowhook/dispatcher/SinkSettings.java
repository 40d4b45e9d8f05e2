package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.http.EndpointSettings;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.MessageShape;

import java.time.Duration;

/// How one sink is delivered, in one version of its settings.
record SinkSettings(
        SinkId sink,
        long version,
        int number,
        SinkWish wish,
        MessageShape shape,
        GroupBy groupBy,
        EndpointSettings endpoint,
        boolean batch,
        Duration requestTimeout,
        EndpointStanding standing,
        SinkPolicy policy) {

    @Override
    public String toString() {
        return "settings of " + sink;
    }
}
