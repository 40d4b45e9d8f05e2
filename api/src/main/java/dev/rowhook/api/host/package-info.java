/// What the host, who runs Rowhook, does with accounts. It sees nothing of what is in them.
@NullMarked
package dev.rowhook.api.host;

import org.jspecify.annotations.NullMarked;
