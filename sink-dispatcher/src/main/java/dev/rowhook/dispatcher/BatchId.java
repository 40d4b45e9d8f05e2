package dev.rowhook.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.text.Sha256;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The `webhook-id` of a batch: the same for the same messages, another one for any others.
final class BatchId {
    private static final int BYTES = 16;

    private BatchId() {}

    static String of(List<String> webhookIds) {
        MessageDigest digest = Sha256.digest();
        for (String id : webhookIds) {
            digest.update(id.getBytes(UTF_8));
            digest.update((byte) '\n');
        }
        return "bat_" + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    }
}
