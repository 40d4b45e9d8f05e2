/// What the servlet container lets through, for how long, and what it says by itself.
@NullMarked
package dev.rowhook.api.hardening;

import org.jspecify.annotations.NullMarked;
