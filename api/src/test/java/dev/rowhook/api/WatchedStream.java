package dev.rowhook.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A stream of events, as a client reads it.
final class WatchedStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SECONDS = 20;
    private static final Event GONE = new Event("gone", "", "null");

    final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    record Event(String name, String id, String data) {
        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }
    }

    private WatchedStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static WatchedStream open(Client client, String path) {
        try {
            return new WatchedStream(
                    HTTP.send(client.request(path).build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            Event event = GONE;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = new Event(line.substring(7), "", "");
                } else if (line.startsWith("id: ")) {
                    event = new Event(event.name(), line.substring(4), "");
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(event.name(), event.id(), line.substring(6)));
                }
            }
        } catch (IOException _) {
            // Closed by the test.
        }
        events.add(GONE);
    }

    /// The next event, whatever it is.
    Event next() {
        try {
            Event event = events.poll(SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event came");
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next event of a kind; others before it are passed over.
    Event next(String name) {
        Event event = next();
        while (!event.name().equals(name)) {
            if (event.equals(GONE)) {
                throw new AssertionError("the stream ended without " + name);
            }
            event = next();
        }
        return event;
    }

    /// The first event of each of these kinds, in whatever order they come.
    List<Event> each(String... names) {
        Map<String, Event> found = new HashMap<>();
        while (!found.keySet().containsAll(List.of(names))) {
            Event event = next();
            if (event.equals(GONE)) {
                throw new AssertionError("the stream ended with " + found.keySet());
            }
            found.putIfAbsent(event.name(), event);
        }
        return Stream.of(names).flatMap(name -> Stream.ofNullable(found.get(name))).toList();
    }

    /// Why the stream ended, which it does with that.
    String end() {
        String reason = next("end").json().at("/reason").asString();
        if (!next().equals(GONE)) {
            throw new AssertionError("the stream goes on after its end");
        }
        return reason;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
