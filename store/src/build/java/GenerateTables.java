import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;

import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

/// Generates the jOOQ classes of schema `rowhook` from a Postgres that ran the migrations. Run by
/// the build in the module's directory, with the source launcher of Java; does nothing when the
/// migrations are those of the last run.
final class GenerateTables {
    private static final Path SQL = Path.of("src/main/resources/db");
    private static final Path MIGRATIONS = SQL.resolve("migration");
    private static final Path THIS = Path.of("src/build/java/GenerateTables.java");
    private static final Path OUTPUT = Path.of("target/generated-sources/jooq");
    private static final Path STAMP = Path.of("target/generated-sources/jooq.stamp");
    private static final String PASSWORD = UUID.randomUUID().toString();

    public static void main(String[] arguments) throws Exception {
        String stamp = stamp();
        if (Files.exists(STAMP) && Files.exists(OUTPUT) && Files.readString(STAMP).equals(stamp)) {
            return;
        }
        Files.deleteIfExists(STAMP);
        Path directory = Files.createTempDirectory("rowhook-generate");
        try (PostgresCluster postgres =
                PostgresCluster.start(ClusterSettings.of(directory, PASSWORD).volatileForTests())) {
            migrate(postgres);
            GenerationTool.generate(configuration(postgres.jdbcUrl("rowhook")));
        } finally {
            PostgresCluster.erase(directory);
        }
        Files.writeString(STAMP, stamp);
    }

    private static void migrate(PostgresCluster postgres) throws Exception {
        execute(
                postgres.superuser("postgres"),
                Files.readString(SQL.resolve("roles.sql")),
                "alter role rowhook_owner password '%s'".formatted(PASSWORD),
                "create database rowhook owner rowhook_owner");
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("rowhook"), "rowhook_owner", PASSWORD)
                .locations("filesystem:" + MIGRATIONS)
                .load()
                .migrate();
    }

    private static void execute(DataSource dataSource, String... statements) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Configuration configuration(String url) {
        return new Configuration()
                .withJdbc(new Jdbc().withUrl(url).withUser("rowhook_owner").withPassword(PASSWORD))
                .withGenerator(
                        new Generator()
                                .withDatabase(
                                        new Database()
                                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                                .withInputSchema("rowhook")
                                                .withOutputSchemaToDefault(false)
                                                // Postgres makes them; no row is written with them.
                                                .withExcludes(".*_key_version")
                                                .withIncludeExcludeColumns(true)
                                                .withForcedTypes(instants(), durations()))
                                .withGenerate(
                                        new Generate()
                                                .withJavaTimeTypes(true)
                                                .withImplicitJoinPathsToMany(false)
                                                .withGlobalCatalogReferences(false))
                                .withTarget(
                                        new Target()
                                                .withPackageName("dev.rowhook.store.jooq")
                                                .withDirectory(OUTPUT.toString())));
    }

    private static ForcedType instants() {
        return new ForcedType()
                .withName("INSTANT")
                .withIncludeTypes("(?i:timestamptz|timestamp with time zone)");
    }

    /// In days and less: jOOQ's own interval of a duration counts years of 365.25 days.
    private static ForcedType durations() {
        return new ForcedType()
                .withUserType("java.time.Duration")
                .withConverter(
                        "org.jooq.Converter.ofNullable(org.jooq.types.YearToSecond.class, java.time.Duration.class, "
                                + "org.jooq.types.YearToSecond::toDuration, d -> new org.jooq.types.YearToSecond(new org.jooq.types.YearToMonth(), org.jooq.types.DayToSecond.valueOf(d)))")
                .withIncludeTypes("(?i:interval)");
    }

    /// What the classes are made of: the generator, its version, the roles and the migrations.
    private static String stamp() throws Exception {
        List<Path> sources = new ArrayList<>(List.of(THIS, SQL.resolve("roles.sql")));
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            sources.addAll(files.sorted(Comparator.naturalOrder()).toList());
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
        for (Path source : sources) {
            digest.update(source.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(source));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
