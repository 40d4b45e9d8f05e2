package dev.rowhook.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The `webhook-id` of a batch: the same for the same messages, another one for any others.
final class BatchId {
    private static final int BYTES = 16;

    private BatchId() {}

    static String of(List<String> webhookIds) {
        MessageDigest digest = sha256();
        for (String id : webhookIds) {
            digest.update(id.getBytes(UTF_8));
            digest.update((byte) '\n');
        }
        return "bat_" + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
