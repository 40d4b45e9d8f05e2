package dev.rowhook.server.demo;

/// One thing that has to be true after the story.
///
/// @param detail what was seen
record Check(String what, boolean passed, String detail) {}
