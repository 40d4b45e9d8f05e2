/// What a person who signed in sees and does about themselves.
@NullMarked
package dev.rowhook.api.signin.me;

import org.jspecify.annotations.NullMarked;
