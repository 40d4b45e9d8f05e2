package dev.rowhook.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.host.SourceSql;
import dev.rowhook.api.live.LiveLimits;
import dev.rowhook.api.live.LiveViews;
import dev.rowhook.api.oidc.ClaimRole;
import dev.rowhook.api.oidc.OidcIssuer;
import dev.rowhook.api.oidc.OidcIssuers;
import dev.rowhook.api.oidc.PlayedIssuer;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.DeliveryTrial;
import dev.rowhook.dispatcher.SinkTrial;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.Channel;
import dev.rowhook.store.signal.Signals;
import dev.rowhook.store.signal.WatchedChanges;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API with what it needs from its application: a database of its own, and an owner of
/// databases that the test plays.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
class TestApplication {
    /// The account that claims of the played issuer lead to; no test has made it yet.
    static final AccountId CLAIMED = AccountId.create();

    @Bean
    OwnPostgres ownPostgres() {
        return OwnPostgres.create();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource apiDataSource(OwnPostgres postgres) {
        return pool(postgres, Roles.API);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource identityDataSource(OwnPostgres postgres) {
        return pool(postgres, Roles.IDENTITY);
    }

    /// Not [OwnPostgres#worker], which connects anew for each statement.
    @Bean(destroyMethod = "close")
    HikariDataSource workerDataSource(OwnPostgres postgres) {
        return pool(postgres, Roles.WORKER);
    }

    private static HikariDataSource pool(OwnPostgres postgres, String role) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.dataSource(role));
        config.setMaximumPoolSize(8);
        // At the end of the JVM Postgres may be gone first.
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    @Bean
    DSLContext apiDsl(@Qualifier("apiDataSource") HikariDataSource apiDataSource) {
        return Sql.of(apiDataSource);
    }

    @Bean
    DSLContext identityDsl(@Qualifier("identityDataSource") HikariDataSource identityDataSource) {
        return Sql.of(identityDataSource);
    }

    @Bean
    PublicUrl publicUrl(@Value("${server.port}") int port) {
        return new PublicUrl(URI.create("http://127.0.0.1:" + port));
    }

    @Bean
    SettableClock clock() {
        return new SettableClock();
    }

    @Bean
    LiveLimits liveLimits() {
        return LiveLimits.defaults().checkedEvery(Duration.ofMillis(200));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WatchedChanges watchedChanges(OwnPostgres postgres) {
        return new WatchedChanges(postgres.worker());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Signals signals(OwnPostgres postgres, WatchedChanges changes, LiveViews live) {
        return new Signals(
                postgres.dataSource(Roles.WORKER),
                Map.of(
                        Channel.SETTINGS,
                        live::changed,
                        Channel.BACKFILLS,
                        live::changed,
                        Channel.WATCHED,
                        database -> database.ifPresent(changes::watched),
                        Channel.CHANGED,
                        live::changed));
    }

    @Bean
    DSLContext workerDsl(@Qualifier("workerDataSource") HikariDataSource workerDataSource) {
        return Sql.of(workerDataSource);
    }

    @Bean
    HostTokens hostTokens(@Qualifier("workerDsl") DSLContext worker) {
        return new HostTokens(worker);
    }

    @Bean
    AccountCreation accountCreation(
            @Qualifier("workerDsl") DSLContext worker, MasterKeys masterKeys) {
        return new AccountCreation(worker, masterKeys);
    }

    @Bean
    SourceSql sourceSql() {
        return (slot, publication) -> "drop " + slot.name() + " and " + publication.name();
    }

    @Bean
    PlayedIssuer playedIssuer() {
        return new PlayedIssuer();
    }

    @Bean
    OidcIssuers oidcIssuers(PlayedIssuer issuer) {
        return new OidcIssuers(
                List.of(
                        new OidcIssuer(
                                "played",
                                issuer.url(),
                                Optional.of("rowhook-api"),
                                Optional.of(
                                        new OidcIssuer.Client(
                                                "rowhook-console",
                                                Optional.of(Secret.of("hunter2")))),
                                "Played & Co",
                                List.of(
                                        rule("groups=admins -> %s admin"),
                                        rule("groups=viewers -> %s viewer")))));
    }

    private static ClaimRole rule(String text) {
        return ClaimRole.parse(text.formatted(CLAIMED)).orElseThrow();
    }

    @Bean
    MasterKeys masterKeys() {
        return MasterKeys.parse(MasterKeys.createLine("test").reveal());
    }

    @Bean
    DataKeys dataKeys(MasterKeys masterKeys) {
        return new DataKeys(masterKeys);
    }

    @Bean
    EgressPolicy egressPolicy() {
        return EgressPolicy.of(EgressMode.DEV);
    }

    @Bean
    PlayedOwner playedOwner(@Qualifier("workerDsl") DSLContext worker) {
        return new PlayedOwner(worker);
    }

    @Bean
    PlayedOrders playedOrders(@Qualifier("workerDsl") DSLContext worker) {
        return new PlayedOrders(worker);
    }

    @Bean
    PlayedReplays playedReplays(@Qualifier("workerDsl") DSLContext worker) {
        return new PlayedReplays(worker);
    }

    @Bean(destroyMethod = "close")
    DeliveryTrial deliveryTrial(
            @Qualifier("workerDsl") DSLContext worker,
            DataKeys keys,
            EgressPolicy egress,
            SettableClock clock) {
        return new DeliveryTrial(worker, keys, egress, clock);
    }

    @Bean
    SinkTrial sinkTrial(
            @Qualifier("workerDsl") DSLContext worker,
            DataKeys keys,
            DeliveryTrial deliveries,
            SettableClock clock) {
        return new SinkTrial(worker, keys, deliveries, clock);
    }

    @Bean
    LogHistory logHistory(@Qualifier("workerDsl") DSLContext worker) {
        return new LogHistory(worker);
    }

    @Bean
    MessageRecords messageRecords(@Qualifier("workerDsl") DSLContext worker, DataKeys keys) {
        return new MessageRecords(worker, keys);
    }
}
