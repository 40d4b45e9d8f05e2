package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import okhttp3.Headers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/// An endpoint of several sinks, each with a path of its own. It holds and fails what it is told
/// to, and remembers the seqs of each request when it comes. Thread-safe.
final class SinkReceiver implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, List<List<Long>>> requests = new HashMap<>();
    private final Map<String, List<JsonNode>> messages = new HashMap<>();
    private final Map<String, List<Headers>> headers = new HashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile LongPredicate failing = _ -> false;
    private volatile int status = 204;

    SinkReceiver() throws IOException {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request)
                            throws InterruptedException {
                        return answer(request);
                    }
                });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    static String path(SinkId sink) {
        return "/" + sink;
    }

    /// Answers nothing to the sink until [#release].
    void hold(SinkId sink) {
        held.add(path(sink));
    }

    void release(SinkId sink) {
        synchronized (requests) {
            held.remove(path(sink));
            requests.notifyAll();
        }
    }

    /// Refuses requests with such a seq.
    void fails(LongPredicate which) {
        failing = which;
    }

    /// Answers so what it does not refuse.
    void status(int newStatus) {
        status = newStatus;
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        String path = Objects.requireNonNull(request.getTarget());
        JsonNode body =
                JsonMapper.shared().readTree(Objects.requireNonNull(request.getBody()).utf8());
        List<JsonNode> all = messages(body);
        List<Long> seqs = all.stream().map(SinkReceiver::seq).toList();
        synchronized (requests) {
            requests.computeIfAbsent(path, _ -> new ArrayList<>()).add(seqs);
            messages.computeIfAbsent(path, _ -> new ArrayList<>()).addAll(all);
            headers.computeIfAbsent(path, _ -> new ArrayList<>()).add(request.getHeaders());
            while (held.contains(path)) {
                requests.wait();
            }
        }
        boolean fails = seqs.stream().anyMatch(failing::test);
        return new MockResponse.Builder().code(fails ? 500 : status).build();
    }

    private static List<JsonNode> messages(JsonNode body) {
        List<JsonNode> messages = new ArrayList<>();
        if (body.has("data")) {
            body.get("data").forEach(messages::add);
        } else {
            messages.add(body);
        }
        return messages;
    }

    /// Of a sequence what stands behind its run.
    private static long seq(JsonNode message) {
        String sequence = message.at("/metadata/sequence").asString();
        return Long.parseLong(sequence.substring(sequence.indexOf('-') + 1));
    }

    /// All messages of a sink, in the order in which they came.
    List<JsonNode> received(SinkId sink) {
        synchronized (requests) {
            return List.copyOf(messages.getOrDefault(path(sink), List.of()));
        }
    }

    /// The metadata of all messages of a sink, in the order in which they came.
    List<JsonNode> metadata(SinkId sink) {
        synchronized (requests) {
            return messages.getOrDefault(path(sink), List.of()).stream()
                    .map(message -> message.path("metadata"))
                    .toList();
        }
    }

    /// The headers of each request of a sink.
    List<Headers> headers(SinkId sink) {
        synchronized (requests) {
            return List.copyOf(headers.getOrDefault(path(sink), List.of()));
        }
    }

    /// The seqs of each request of a sink.
    List<List<Long>> requests(SinkId sink) {
        synchronized (requests) {
            return List.copyOf(requests.getOrDefault(path(sink), List.of()));
        }
    }

    /// The seqs of all requests of a sink, in the order in which they came.
    List<Long> seqs(SinkId sink) {
        return requests(sink).stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        held.clear();
        synchronized (requests) {
            requests.notifyAll();
        }
        server.close();
    }
}
