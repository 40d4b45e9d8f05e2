package dev.rowhook.store.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Holds the list of sealed columns against the places that code seals for, and against Postgres.
final class SealedColumnsTest {
    /// Bytes that are no secrets, or that nobody could open.
    private static final Set<String> NOT_SEALED =
            Set.of(
                    "account_key.wrapped",
                    "api_token.hash",
                    "idempotent_request.hash",
                    "invitation.hash",
                    "oauth_client.secret_hash",
                    "sink_cursor.done",
                    "sink_pending.annotations",
                    "sink_skip.done");

    private static final Map<Class<?>, Object> ARGUMENTS =
            Map.of(
                    AccountId.class, AccountId.create(),
                    DatabaseId.class, DatabaseId.create(),
                    EndpointId.class, EndpointId.create(),
                    ErasureId.class, ErasureId.create(),
                    SinkId.class, SinkId.create(),
                    UUID.class, UUID.randomUUID(),
                    String.class, "X-Key",
                    long.class, 1L);

    private static final OwnPostgres OWN = OwnPostgres.create();

    @AfterAll
    static void drop() {
        OWN.close();
    }

    @Test
    void everyPlaceThatIsSealedForIsInTheList() {
        Set<String> places =
                Arrays.stream(SealedPlace.class.getDeclaredMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getReturnType().equals(SealedPlace.class))
                        .map(SealedColumnsTest::call)
                        .map(place -> place.table() + "." + place.column())
                        .collect(Collectors.toSet());
        assertThat(places).isEqualTo(listed());
    }

    @Test
    void everyColumnOfBytesIsInTheListOrKnownNotToBeSealed() {
        assertThat(notListed(OWN.superuser())).isEmpty();
        assertThat(columnsWithKeys(OWN.superuser())).isEqualTo(listed());
    }

    @Test
    void aSealedColumnThatIsMissingFromTheListIsFound() {
        DSLContext superuser = OWN.superuser();
        superuser.execute("alter table rowhook.sink add column salt bytea");
        assertThat(notListed(superuser)).containsExactly("sink.salt");
        superuser.execute("alter table rowhook.sink drop column salt");
    }

    private static Set<String> listed() {
        return SealedColumns.ALL.stream()
                .map(column -> column.table().getName() + "." + column.value().getName())
                .collect(Collectors.toSet());
    }

    private static List<String> notListed(DSLContext db) {
        return db
                .fetch(
                        """
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'rowhook' and data_type = 'bytea' order by 1
                        """)
                .map(row -> row.get(0, String.class))
                .stream()
                .filter(column -> !NOT_SEALED.contains(column) && !listed().contains(column))
                .toList();
    }

    /// Columns whose key Postgres looks after.
    private static Set<String> columnsWithKeys(DSLContext db) {
        return new TreeSet<>(
                db.fetch(
                                """
                                select c.relname || '.' || left(a.attname, -length('_key_version'))
                                from pg_constraint k
                                join pg_class c on c.oid = k.conrelid
                                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
                                where k.contype = 'f' and k.confrelid = 'rowhook.account_key'::regclass
                                """)
                        .map(row -> row.get(0, String.class)));
    }

    private static SealedPlace call(Method factory) {
        try {
            return (SealedPlace)
                    factory.invoke(
                            null,
                            Arrays.stream(factory.getParameterTypes())
                                    .map(ARGUMENTS::get)
                                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(factory.getName(), e);
        }
    }
}
