package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.MessageShape;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import java.time.Duration;

/// How one sink is delivered, in one version of its settings. Headers and the query of the URL hold
/// secrets.
record SinkSettings(
        SinkId sink,
        long version,
        int number,
        MessageShape shape,
        GroupBy groupBy,
        HttpUrl url,
        Headers headers,
        boolean batch,
        int batchSize,
        int maxInFlight,
        Duration requestTimeout,
        Backoff retries) {

    Pace pace() {
        return new Pace(batch ? batchSize : 1, maxInFlight, retries, groupBy == GroupBy.SINK);
    }

    @Override
    public String toString() {
        return "settings of " + sink;
    }
}
