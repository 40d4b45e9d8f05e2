package dev.rowhook.benchmarks.lists;

import dev.rowhook.server.client.RestClient;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Asks for each list many times, one request after the other, and prints how long they took with
/// their JSON read.
final class Asking {
    private static final int WARM_UP = 30;

    private final RestClient rest;
    private final int requests;

    Asking(RestClient rest, int requests) {
        this.rest = rest;
        this.requests = requests;
    }

    void run() throws InterruptedException {
        System.out.printf("%-44s %8s %8s %8s%n", "", "p50 ms", "p99 ms", "max ms");
        for (Map.Entry<String, String> list : lists().entrySet()) {
            for (int i = 0; i < WARM_UP; i++) {
                rest.get(list.getValue());
            }
            double[] took = new double[requests];
            for (int i = 0; i < requests; i++) {
                long began = System.nanoTime();
                rest.get(list.getValue());
                took[i] = (System.nanoTime() - began) / 1e6;
            }
            Arrays.sort(took);
            System.out.printf(
                    "%-44s %8.1f %8.1f %8.1f%n",
                    list.getKey(),
                    took[requests / 2],
                    took[(int) (requests * 0.99)],
                    took[requests - 1]);
        }
    }

    private Map<String, String> lists() throws InterruptedException {
        String deep = "/v1/sinks/first/attempts?limit=200";
        for (int i = 0; i < 20; i++) {
            deep = after("/v1/sinks/first/attempts?limit=200", deep);
        }
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("sinks, 50 of 101", "/v1/sinks");
        lists.put("sinks, the next 50", after("/v1/sinks?limit=50", "/v1/sinks?limit=50"));
        lists.put("HTTP endpoints, 21", "/v1/http-endpoints");
        lists.put("databases, 11", "/v1/databases");
        lists.put("one sink", "/v1/sinks/first");
        lists.put("attempts, the last 50", "/v1/sinks/first/attempts");
        lists.put("attempts that failed, the last 50", "/v1/sinks/first/attempts?accepted=false");
        lists.put("attempts, 200 behind the first 4000", deep);
        lists.put("counts of a sink, 7 d", "/v1/sinks/first/counts?window=7d");
        lists.put("counts of all sinks, 24 h", "/v1/counts?window=24h");
        lists.put("counts of all sinks, 7 d", "/v1/counts?window=7d");
        lists.put("audit events, the last 50", "/v1/audit-events");
        return lists;
    }

    /// The page after another one, or the same one again if it is the last.
    private String after(String list, String page) throws InterruptedException {
        String cursor = rest.get(page).at("/next_cursor").asString("");
        return cursor.isEmpty() ? page : list + "&cursor=" + cursor;
    }
}
