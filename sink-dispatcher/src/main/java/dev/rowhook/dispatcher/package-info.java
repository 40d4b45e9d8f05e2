@NullMarked
package dev.rowhook.dispatcher;

import org.jspecify.annotations.NullMarked;
