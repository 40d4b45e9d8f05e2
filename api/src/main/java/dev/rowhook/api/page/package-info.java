/// Pages for people, without scripts: to sign in, and about problems.
@NullMarked
package dev.rowhook.api.page;

import org.jspecify.annotations.NullMarked;
