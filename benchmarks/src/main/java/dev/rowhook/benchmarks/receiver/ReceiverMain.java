package dev.rowhook.benchmarks.receiver;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The process behind [ReceiverProcess]: a [Receiver] that obeys its input and ends with it.
///
/// It says its port, and then one line for each line that it reads: what it has received after
/// `received`, and `expecting` after an [Expectation] in JSON.
final class ReceiverMain {
    static final String RECEIVED = "received";
    static final String EXPECTING = "expecting";

    private ReceiverMain() {}

    public static void main(String[] arguments) throws IOException {
        JsonMapper json = JsonMapper.shared();
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Receiver receiver = Receiver.start()) {
            System.out.println(receiver.port());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals(RECEIVED)) {
                    System.out.println(json.writeValueAsString(receiver.received()));
                } else {
                    receiver.expect(json.readValue(line, Expectation.class));
                    System.out.println(EXPECTING);
                }
            }
        }
    }
}
