/// Passwords: how they are chosen, kept, tried and forgotten.
@NullMarked
package dev.rowhook.api.signin.password;

import org.jspecify.annotations.NullMarked;
