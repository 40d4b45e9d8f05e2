/// Certificates and their keys.
@NullMarked
package dev.rowhook.core.tls;

import org.jspecify.annotations.NullMarked;
