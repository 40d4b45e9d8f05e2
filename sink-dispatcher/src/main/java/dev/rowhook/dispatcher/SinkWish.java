package dev.rowhook.dispatcher;

import dev.rowhook.filter.match.Selection;

/// What a sink wants, as of one version of its settings.
///
/// @param matchVersion the version since which it wants this: by it or a later one the reader has
///   decided for it
/// @param asOf the version of the database's settings up to which nothing of this was edited
record SinkWish(Selection selection, long matchVersion, long asOf) {}
