/// What is told of requests: a log of attempts, and exact counts.
@NullMarked
package dev.rowhook.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
