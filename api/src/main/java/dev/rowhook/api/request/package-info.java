/// Reads the bodies of requests: strictly, and saying everything that is wrong at once.
@NullMarked
package dev.rowhook.api.request;

import org.jspecify.annotations.NullMarked;
