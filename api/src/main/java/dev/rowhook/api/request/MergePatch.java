package dev.rowhook.api.request;

/// The media type of JSON merge patches (RFC 7396).
public final class MergePatch {
    public static final String TYPE = "application/merge-patch+json";

    private MergePatch() {}
}
