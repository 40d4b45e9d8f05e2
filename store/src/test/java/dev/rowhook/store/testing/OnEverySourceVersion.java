package dev.rowhook.store.testing;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The tests of the class run once on each version of Postgres that this run takes for a source,
/// the oldest first. Every [SourcePostgres] that they create is of that version.
///
/// Which these are says the system property `rowhook.source.versions`, as in `14,18`, and for tests
/// that are slow `rowhook.source.versions.slow`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(SourceVersions.class)
public @interface OnEverySourceVersion {
    /// Whether the tests take so long that few versions must do unless all are asked for.
    boolean slow() default false;
}
