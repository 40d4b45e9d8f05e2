/// The Spring Boot application: what a server is made of, and how it is started.
@NullMarked
package dev.rowhook.server.application;

import org.jspecify.annotations.NullMarked;
