package dev.rowhook.store;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A rule of tenancy over the catalogue of Rowhook's own Postgres. `offenders` selects the names of
/// what breaks it; `exceptions` names what may, with the reason.
record CatalogueRule(String broken, String offenders, Map<String, String> exceptions) {
    static final List<CatalogueRule> ALL =
            Stream.of(CatalogueRules.TABLES, CatalogueRules.KEYS, CatalogueRules.RIGHTS)
                    .flatMap(List::stream)
                    .toList();

    CatalogueRule(String broken, String offenders) {
        this(broken, offenders, Map.of());
    }

    /// What breaks any rule, as lines of "offender: rule".
    static List<String> violations(DSLContext superuser) {
        return ALL.stream().flatMap(rule -> rule.brokenBy(superuser)).sorted().toList();
    }

    private Stream<String> brokenBy(DSLContext superuser) {
        return superuser.fetch(offenders).getValues(0, String.class).stream()
                .filter(offender -> !exceptions.containsKey(offender))
                .map(offender -> offender + ": " + broken);
    }
}
