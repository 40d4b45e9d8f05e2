package dev.rowhook.proof.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rowhook.proof.net.Sockets;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// One connection to the endpoint: reads requests and does with each what was drawn for it.
///
/// Not thread-safe.
final class Conversation {
    private static final byte[] ACCEPTED = bytes("HTTP/1.1 204 No Content\r\n\r\n");
    private static final byte[] ACCEPTED_LENGTHILY =
            bytes("HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{\"status\":\"duly processed\"}\n");
    private static final byte[] FAILED =
            bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] TOO_MANY =
            bytes("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] ENDLESS_START =
            bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] ENDLESS_CHUNK = bytes("400\r\n" + "x".repeat(0x400) + "\r\n");
    private static final Set<Misconduct> ANSWERED =
            EnumSet.of(Misconduct.REFUSE_500, Misconduct.PARTLY, Misconduct.REFUSE_429);
    private static final Duration BETWEEN_CHUNKS = Duration.ofMillis(10);

    private final Conscience conscience;
    private final Socket socket;
    private final RequestReader in;
    private final OutputStream out;

    Conversation(Conscience conscience, Socket socket) throws IOException {
        this.conscience = conscience;
        this.socket = socket;
        this.in = new RequestReader(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /// Serves requests until the connection is over.
    void hold() throws IOException, InterruptedException {
        boolean goesOn = true;
        while (goesOn && in.awaitRequest()) {
            Optional<Misconduct> misconduct = conscience.draw();
            goesOn = misconduct.isPresent() ? misbehave(misconduct.get()) : behave();
        }
    }

    private boolean behave() throws IOException {
        byte[] body = in.read();
        out.write(conscience.accept(body) ? ACCEPTED : FAILED);
        return in.isPersistent();
    }

    /// Answers whether the connection goes on.
    private boolean misbehave(Misconduct misconduct) throws IOException, InterruptedException {
        if (misconduct == Misconduct.CLOSE) {
            return false;
        }
        byte[] body = in.read();
        switch (misconduct) {
            case REFUSE_500 -> out.write(FAILED);
            case PARTLY -> acceptPartly(body);
            case REFUSE_429 -> out.write(TOO_MANY);
            case HANG -> hang();
            case RESET_BEFORE -> Sockets.reset(socket);
            case RESET_AFTER -> {
                conscience.accept(body);
                Sockets.reset(socket);
            }
            case LATE -> {
                Thread.sleep(conscience.late());
                conscience.accept(body);
                out.write(ACCEPTED);
            }
            case HALF -> {
                conscience.accept(body);
                out.write(
                        ACCEPTED_LENGTHILY,
                        0,
                        conscience.drawBetween(1, ACCEPTED_LENGTHILY.length));
            }
            case ENDLESS -> {
                conscience.accept(body);
                goOnAndOn();
            }
            case CLOSE -> throw new IllegalStateException("nothing is read of what is closed");
        }
        return ANSWERED.contains(misconduct) && in.isPersistent();
    }

    private void acceptPartly(byte[] body) throws IOException {
        PartialAnswer partial = PartialAnswer.to(body, count -> conscience.drawBetween(0, count));
        boolean taken = partial.accepted().isEmpty() || conscience.accept(partial.accepted().get());
        out.write(taken ? partial.answer() : FAILED);
    }

    private void hang() throws IOException {
        socket.setSoTimeout(Math.toIntExact(conscience.hang().toMillis()));
        in.awaitMore();
    }

    private void goOnAndOn() throws IOException, InterruptedException {
        out.write(ENDLESS_START);
        long end = System.nanoTime() + conscience.hang().toNanos();
        while (System.nanoTime() - end < 0) {
            out.write(ENDLESS_CHUNK);
            Thread.sleep(BETWEEN_CHUNKS);
        }
    }
}
