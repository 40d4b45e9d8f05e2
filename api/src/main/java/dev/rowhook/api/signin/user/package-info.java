/// People: who they are, and whether they may still come in.
@NullMarked
package dev.rowhook.api.signin.user;

import org.jspecify.annotations.NullMarked;
