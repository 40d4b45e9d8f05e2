package dev.rowhook.proof.net;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;

/// How connections end.
public final class Sockets {
    private Sockets() {}

    /// Ends a connection by RST: what is on its way in either direction is lost. One that is closed
    /// stays so.
    public static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // Closed in between.
        } finally {
            close(socket);
        }
    }

    /// Ends a connection in order, as far as its peer lets it.
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed for this side.
        }
    }
}
