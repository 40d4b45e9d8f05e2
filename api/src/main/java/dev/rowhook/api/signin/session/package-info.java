/// Sessions of browsers.
@NullMarked
package dev.rowhook.api.signin.session;

import org.jspecify.annotations.NullMarked;
