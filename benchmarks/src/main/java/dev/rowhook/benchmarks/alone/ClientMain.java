package dev.rowhook.benchmarks.alone;

import java.io.IOException;

/// The process of a [Client]: port, connections, batch, bytes of a row, requests.
final class ClientMain {
    private ClientMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int rowBytes = Integer.parseInt(arguments[3]);
        long requests = Long.parseLong(arguments[4]);
        new Client(batch, rowBytes, requests).run(port, connections);
    }
}
