/// The account itself.
@NullMarked
package dev.rowhook.api.account;

import org.jspecify.annotations.NullMarked;
