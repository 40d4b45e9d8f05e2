/// Words of delivery that the REST interface and the dispatcher share.
@NullMarked
package dev.rowhook.core.delivery;

import org.jspecify.annotations.NullMarked;
