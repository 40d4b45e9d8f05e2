@NullMarked
package dev.rowhook.dispatcher.http;

import org.jspecify.annotations.NullMarked;
