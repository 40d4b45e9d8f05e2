/// How an account begins.
@NullMarked
package dev.rowhook.store.accounts;

import org.jspecify.annotations.NullMarked;
