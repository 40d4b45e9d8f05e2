/// What was done in an account, and by whom.
@NullMarked
package dev.rowhook.api.audit;

import org.jspecify.annotations.NullMarked;
