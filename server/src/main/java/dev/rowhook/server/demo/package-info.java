/// The demo: a tenant's database, a receiver, and Rowhook between them, told as a story and
/// checked.
@NullMarked
package dev.rowhook.server.demo;

import org.jspecify.annotations.NullMarked;
