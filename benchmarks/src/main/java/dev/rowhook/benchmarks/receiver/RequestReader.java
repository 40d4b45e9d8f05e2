package dev.rowhook.benchmarks.receiver;

import java.util.function.Consumer;

/// Reads the requests of one connection from pieces, cut anywhere, one after the other. Not
/// thread-safe.
final class RequestReader {
    private final MessageScanner scanner;
    private final Consumer<Request> requests;
    private final RequestHead head = new RequestHead();
    private MessageList messages = new MessageList();
    private long bodyLeft;
    private boolean inBody;

    RequestReader(Dialect dialect, Consumer<Request> requests) {
        this.scanner = new MessageScanner(dialect);
        this.requests = requests;
    }

    /// @throws UnreadableRequestException if nothing that follows can be read either
    void read(byte[] piece, int from, int to) throws UnreadableRequestException {
        int at = from;
        while (at < to) {
            at = inBody ? body(piece, at, to) : head(piece, at, to);
        }
    }

    private int head(byte[] piece, int from, int to) throws UnreadableRequestException {
        int at = head.append(piece, from, to);
        if (head.isComplete()) {
            bodyLeft = head.bodyLength();
            inBody = true;
            endIfWhole();
        }
        return at;
    }

    private int body(byte[] piece, int from, int to) {
        int end = (int) Math.min(to, from + bodyLeft);
        scanner.scan(piece, from, end, messages);
        bodyLeft -= end - from;
        endIfWhole();
        return end;
    }

    private void endIfWhole() {
        if (bodyLeft > 0) {
            return;
        }
        boolean whole = scanner.end() && messages.size() > 0;
        Request request = new Request(head.sink(), messages, whole);
        messages = new MessageList();
        head.clear();
        inBody = false;
        requests.accept(request);
    }
}
