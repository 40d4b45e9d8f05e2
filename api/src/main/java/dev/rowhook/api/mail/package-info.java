/// Letters to people, where the host has set mail up.
@NullMarked
package dev.rowhook.api.mail;

import org.jspecify.annotations.NullMarked;
