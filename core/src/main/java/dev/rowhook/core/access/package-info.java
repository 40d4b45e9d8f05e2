/// Who may do what in an account.
@NullMarked
package dev.rowhook.core.access;

import org.jspecify.annotations.NullMarked;
