package dev.rowhook.api.revision;

/// An answer that shows a resource which can be changed. Its entity tag (RFC 9110, 8.8.3) stands
/// for what people set, and not for what changes by itself, such as how far a sink is.
public interface Revised {
    /// How often the resource was changed, and one.
    long revision();
}
