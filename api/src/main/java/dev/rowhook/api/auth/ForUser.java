package dev.rowhook.api.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A route about the person who signed in, whatever account they are in. It takes a [SignedInUser].
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForUser {}
