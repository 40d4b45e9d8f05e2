package dev.rowhook.benchmarks.contender;

import dev.rowhook.server.client.SourceLogin;

import java.net.URI;
import java.util.List;

/// What a contender is to do: send each row of each feed to each of its receivers.
///
/// @param batch messages a request at most; 1 wants single messages
/// @param maxInFlight requests at a time, to each receiver
public record Assignment(List<Feed> feeds, int batch, int maxInFlight) {
    public Assignment {
        feeds = List.copyOf(feeds);
    }

    /// One database.
    ///
    /// @param table as SQL writes it, with its schema
    public record Feed(SourceLogin source, String table, List<URI> receivers) {
        public Feed {
            receivers = List.copyOf(receivers);
        }
    }
}
