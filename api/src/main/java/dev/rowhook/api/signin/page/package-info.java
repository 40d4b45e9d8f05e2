/// The pages on which people sign in, without scripts.
@NullMarked
package dev.rowhook.api.signin.page;

import org.jspecify.annotations.NullMarked;
