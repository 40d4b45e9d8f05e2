/// What has to be done about people from time to time.
@NullMarked
package dev.rowhook.api.signin.chore;

import org.jspecify.annotations.NullMarked;
