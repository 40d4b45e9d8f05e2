/// Data keys of accounts, as the table `account_key` holds them.
@NullMarked
package dev.rowhook.store.keys;

import org.jspecify.annotations.NullMarked;
