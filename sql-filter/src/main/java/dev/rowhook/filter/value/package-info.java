/// Values of Postgres's types as Java values, with the texts by which they come and go.
@NullMarked
package dev.rowhook.filter.value;

import org.jspecify.annotations.NullMarked;
