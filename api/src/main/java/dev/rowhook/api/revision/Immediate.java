package dev.rowhook.api.revision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A route that does what no transaction undoes, such as sending something. It cannot be asked what
/// it would do.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Immediate {}
