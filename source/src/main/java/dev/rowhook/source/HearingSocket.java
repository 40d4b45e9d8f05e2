package dev.rowhook.source;

import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;

/// A socket that hears a server out which has hung up.
///
/// A server that refuses a certificate says why and ends the connection, while it is still written
/// to. What cannot be written any more is dropped, so that the answer is read; behind it reading
/// ends, or fails.
final class HearingSocket extends JudgedSocket {
    HearingSocket(EgressPolicy policy) {
        super(policy);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Hearing(super.getOutputStream());
    }

    private final class Hearing extends FilterOutputStream {
        private boolean isOver;

        Hearing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (isOver && !isClosed()) {
                return;
            }
            try {
                out.write(bytes, offset, length);
            } catch (SocketException e) {
                if (isClosed()) {
                    throw e;
                }
                isOver = true;
            }
        }
    }
}
