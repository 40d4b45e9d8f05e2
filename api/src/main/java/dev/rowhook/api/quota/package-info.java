/// How many requests an account may make.
@NullMarked
package dev.rowhook.api.quota;

import org.jspecify.annotations.NullMarked;
