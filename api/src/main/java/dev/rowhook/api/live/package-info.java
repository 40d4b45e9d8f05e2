/// Live views: streams of server-sent events about sinks and backfills.
@NullMarked
package dev.rowhook.api.live;

import org.jspecify.annotations.NullMarked;
