package dev.rowhook.api.auth;

import dev.rowhook.core.access.Permission;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a caller has to be allowed for a route. A route has this, or is [ForUser] or [Open]: one
/// that says nothing is closed to everybody.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    /// All of these.
    Permission[] value();
}
