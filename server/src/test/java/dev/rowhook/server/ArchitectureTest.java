package dev.rowhook.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.springframework.web.bind.annotation.RestController;

import java.util.regex.Pattern;

/// Which module may know which, and what no class may do.
@AnalyzeClasses(packages = "dev.rowhook", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|secret|token)");

    @ArchTest
    static final ArchRule coreKnowsNobody =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.rowhook.core..", "dev.rowhook.filter..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "java.sql..",
                            "org.jooq..",
                            "dev.rowhook.store..",
                            "dev.rowhook.changelog..");

    @ArchTest
    static final ArchRule theReaderDoesNotKnowTheDispatcher =
            noClasses()
                    .that()
                    .resideInAPackage("dev.rowhook.reader..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rowhook.dispatcher..",
                            "dev.rowhook.backfill..",
                            "dev.rowhook.api..",
                            "dev.rowhook.server..");

    @ArchTest
    static final ArchRule backfillsKnowNeitherReaderNorDispatcher =
            noClasses()
                    .that()
                    .resideInAPackage("dev.rowhook.backfill..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rowhook.reader..",
                            "dev.rowhook.dispatcher..",
                            "dev.rowhook.api..",
                            "dev.rowhook.server..");

    @ArchTest
    static final ArchRule theDispatcherDoesNotKnowTheReader =
            noClasses()
                    .that()
                    .resideInAPackage("dev.rowhook.dispatcher..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rowhook.reader..", "dev.rowhook.api..", "dev.rowhook.server..");

    @ArchTest
    static final ArchRule backfillsKnowNeither =
            noClasses()
                    .that()
                    .resideInAPackage("dev.rowhook.backfill..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rowhook.reader..",
                            "dev.rowhook.dispatcher..",
                            "dev.rowhook.api..",
                            "dev.rowhook.server..");

    @ArchTest
    static final ArchRule theLogKnowsNeither =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.rowhook.changelog..",
                            "dev.rowhook.store..",
                            "dev.rowhook.source..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rowhook.reader..",
                            "dev.rowhook.backfill..",
                            "dev.rowhook.dispatcher..",
                            "dev.rowhook.api..",
                            "dev.rowhook.server..");

    @ArchTest
    static final ArchRule onlyApiAndServerKnowSpring =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.rowhook.api..", "dev.rowhook.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule packagesOfAModuleHaveNoCycles =
            slices().matching("dev.rowhook.(**)")
                    .should()
                    .beFreeOfCycles()
                    .ignoreDependency(isGenerated(), any());

    @ArchTest
    static final ArchRule controllersAreNotPublic =
            classes().that().areAnnotatedWith(RestController.class).should().notBePublic();

    @ArchTest
    static final ArchRule secretsAreNotStrings =
            classes()
                    .that()
                    .areRecords()
                    .should(
                            new ArchCondition<>("keep secrets in a Secret") {
                                @Override
                                public void check(JavaClass record, ConditionEvents events) {
                                    for (JavaField field : record.getFields()) {
                                        boolean isHeld =
                                                !field.getModifiers().contains(JavaModifier.STATIC)
                                                        && SECRET_NAME
                                                                .matcher(field.getName())
                                                                .matches();
                                        if (isHeld
                                                && field.getRawType()
                                                        .isEquivalentTo(String.class)) {
                                            events.add(
                                                    SimpleConditionEvent.violated(
                                                            field,
                                                            field.getFullName() + " is a String"));
                                        }
                                    }
                                }
                            });

    private static DescribedPredicate<JavaClass> isGenerated() {
        return JavaClass.Predicates.resideInAPackage("dev.rowhook.store.jooq..");
    }

    private static DescribedPredicate<JavaClass> any() {
        return DescribedPredicate.alwaysTrue();
    }
}
