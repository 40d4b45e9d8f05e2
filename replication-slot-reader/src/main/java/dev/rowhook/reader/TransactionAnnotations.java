package dev.rowhook.reader;

import dev.rowhook.reader.pgoutput.PgOutputMessage.LogicalMessage;

import org.jspecify.annotations.Nullable;

/// Annotations that a transaction sets for the changes that follow in it, by `select
/// pg_logical_emit_message(true, 'rowhook:annotations.set', '{"user":"paul"}')`, and clears with
/// `rowhook:annotations.clear`. Sequin's prefixes mean the same.
final class TransactionAnnotations {
    private static final int MAX_BYTES = 64 << 10;

    private TransactionAnnotations() {}

    /// What holds after a transactional message. Over 64 KiB are taken for none.
    static byte @Nullable [] after(LogicalMessage message, byte @Nullable [] before) {
        return switch (message.prefix()) {
            case "rowhook:annotations.set", "sequin:transaction_annotations.set" ->
                    message.content().length <= MAX_BYTES ? message.content() : null;
            case "rowhook:annotations.clear", "sequin:transaction_annotations.clear" -> null;
            default -> before;
        };
    }
}
