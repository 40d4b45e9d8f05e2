/// People, as far as commands of the host change them.
@NullMarked
package dev.rowhook.store.identity;

import org.jspecify.annotations.NullMarked;
