package dev.rowhook.server.demo;

import java.util.List;

/// What is known when the story is over.
///
/// @param made how many rows were changed in the table
/// @param strangers how many requests did not show the right `Authorization`, or were no messages
/// @param differences the rows in which the table and the receiver's last knowledge differ
/// @param refusedRow the row that the receiver refused for a while
record Evidence(
        List<Arrival> arrivals, int made, int strangers, List<Long> differences, long refusedRow) {
    Evidence {
        arrivals = List.copyOf(arrivals);
        differences = List.copyOf(differences);
    }
}
