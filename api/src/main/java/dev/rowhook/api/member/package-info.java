/// Who is in an account, and who is invited.
@NullMarked
package dev.rowhook.api.member;

import org.jspecify.annotations.NullMarked;
