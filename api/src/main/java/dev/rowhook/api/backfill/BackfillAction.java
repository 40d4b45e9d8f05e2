package dev.rowhook.api.backfill;

/// What a person does to a backfill.
enum BackfillAction {
    PAUSE("pause", "paused"),
    /// After a failure it is tried again where it was.
    RESUME("resume", "active"),
    CANCEL("cancel", "cancelled");

    private final String word;
    private final String status;

    BackfillAction(String word, String status) {
        this.word = word;
        this.status = status;
    }

    /// As a path says it.
    String word() {
        return word;
    }

    /// What the backfill is afterwards.
    String status() {
        return status;
    }

    /// Whether it can be done to a backfill of a status, which is not what it would be afterwards.
    boolean isPossible(String now) {
        return switch (this) {
            case PAUSE -> now.equals("active");
            case RESUME -> now.equals("paused") || now.equals("failed");
            case CANCEL -> !now.equals("completed");
        };
    }
}
