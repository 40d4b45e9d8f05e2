package dev.rowhook.store.testing;

import dev.rowhook.embedded.PostgresVersion;

import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Runs a class of tests once per version of the source.
///
/// One version is current in a JVM at a time: tests run one after the other.
public final class SourceVersions implements ClassTemplateInvocationContextProvider {
    private static volatile PostgresVersion current = PostgresVersion.SHIPPED;

    /// What a source that is made now is to be.
    static PostgresVersion current() {
        return current;
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        boolean slow =
                context.getRequiredTestClass().getAnnotation(OnEverySourceVersion.class).slow();
        return listed(slow ? "rowhook.source.versions.slow" : "rowhook.source.versions")
                .map(On::new);
    }

    private static Stream<PostgresVersion> listed(String property) {
        String versions = System.getProperty(property, "");
        return versions.isBlank()
                ? Stream.of(PostgresVersion.SHIPPED)
                : Arrays.stream(versions.split(",", -1))
                        .map(major -> new PostgresVersion(Integer.parseInt(major.strip())))
                        .sorted();
    }

    private record On(PostgresVersion version) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return version.toString();
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            current = version;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    (AfterClassTemplateInvocationCallback) _ -> current = PostgresVersion.SHIPPED);
        }
    }
}
