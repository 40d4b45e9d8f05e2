package dev.rowhook.api.delivery.message;

import dev.rowhook.api.paging.Listing;

import java.util.List;

/// A list of messages that have rows of their own.
interface MessageRows<R> extends Listing.Reading<R> {
    /// Where a row stands in the list.
    List<Long> place(R row);

    List<ListedMessage> answers(List<R> rows);
}
