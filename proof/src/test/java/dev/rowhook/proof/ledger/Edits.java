package dev.rowhook.proof.ledger;

/// Changes of a message's text.
final class Edits {
    private Edits() {}

    /// Gives it another place in the log, and the id that goes with it.
    static String rename(String text, long seq) {
        return sequence(text, seq)
                .replaceFirst("(\"webhook_id\":\"msg_\\w+_)\\d+\"", "$1" + seq + "\"");
    }

    static String sequence(String text, long seq) {
        return text.replaceFirst("\"sequence\":\"0-\\d+\"", "\"sequence\":\"0-" + seq + "\"");
    }

    static String version(String text, int version) {
        return text.replaceFirst("\"version\":\\d+", "\"version\":" + version);
    }

    /// Of a delete that tells only a key.
    static String key(String text, long key) {
        return text.replaceFirst("\"record_pks\":\\[\"\\d+\"]", "\"record_pks\":[\"" + key + "\"]");
    }

    static String breakSeal(String text) {
        return text.replaceFirst("\"seal\":\"..", "\"seal\":\"no");
    }

    static String addColumn(String text) {
        return text.replaceFirst("\"uid\":", "\"more\":1,\"uid\":");
    }

    static String changeBody(String text) {
        return text.replaceFirst("\"body\":(null|\")", "\"body\":\"changed\",\"was\":$1")
                .replaceFirst("\"changed\",\"was\":\"", "\"changed ")
                .replaceFirst(",\"was\":null", "");
    }

    /// Takes the old version out of an update's changes.
    static String forgetOldRow(String text) {
        int changes = text.indexOf(",\"changes\":{");
        String rest = text.substring(changes).replaceFirst("\"version\":\\d+", "\"version\":0");
        return text.substring(0, changes) + rest;
    }
}
