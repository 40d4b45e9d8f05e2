package dev.rowhook.server.application;

import com.zaxxer.hikari.HikariDataSource;

import dev.rowhook.api.ApiConfiguration;
import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.hardening.HttpLimits;
import dev.rowhook.api.hardening.TrustedProxies;
import dev.rowhook.api.host.SourceSql;
import dev.rowhook.api.live.LiveViews;
import dev.rowhook.api.oidc.OidcIssuers;
import dev.rowhook.backfill.schedule.Schedules;
import dev.rowhook.changelog.Node;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.dispatcher.DeliveryLimits;
import dev.rowhook.dispatcher.DeliveryTrial;
import dev.rowhook.dispatcher.SinkDispatcher;
import dev.rowhook.dispatcher.SinkTrial;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.reader.SourceRemoval;
import dev.rowhook.server.runtime.DatabaseStarter;
import dev.rowhook.server.runtime.NodeRuntime;
import dev.rowhook.server.runtime.SourceDatabaseProbe;
import dev.rowhook.server.runtime.SourceSlotProbe;
import dev.rowhook.server.runtime.SourceTableLister;
import dev.rowhook.server.runtime.SourceTableProbe;
import dev.rowhook.server.runtime.SourceTurns;
import dev.rowhook.server.runtime.Supervisor;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettingsRepository;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.WatchedChanges;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.time.Clock;

/// What a server is made of.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ApiConfiguration.class, HealthController.class})
class ServerConfiguration {

    @Bean(destroyMethod = "close")
    HikariDataSource apiDataSource(ServerSettings settings) {
        return StoreDataSources.api(settings.store(), settings.timing());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource workerDataSource(ServerSettings settings, Node node) {
        return StoreDataSources.worker(settings.store(), settings.timing(), node);
    }

    @Bean
    Node node(ServerSettings settings) {
        return Node.starting(settings.node());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource identityDataSource(ServerSettings settings) {
        return StoreDataSources.identity(settings.store(), settings.timing());
    }

    @Bean
    DSLContext apiDsl(@Qualifier("apiDataSource") HikariDataSource dataSource) {
        DSLContext api = Sql.of(dataSource);
        StoreStart.await(() -> ApiRoleCheck.require(api));
        return api;
    }

    @Bean
    DSLContext workerDsl(
            @Qualifier("workerDataSource") HikariDataSource dataSource, ServerSettings settings) {
        DSLContext worker = Sql.of(dataSource);
        StoreStart.await(() -> MasterKeyCheck.require(worker, settings.masterKeys()));
        return worker;
    }

    @Bean
    HttpLimits httpLimits(ServerSettings settings) {
        return settings.exposure().limits();
    }

    @Bean
    TrustedProxies trustedProxies(ServerSettings settings) {
        return settings.exposure().proxies();
    }

    @Bean
    OidcIssuers oidcIssuers(ServerSettings settings) {
        return new OidcIssuers(settings.issuers());
    }

    @Bean
    HealthReport healthReport(
            ServerSettings settings,
            @Qualifier("workerDataSource") HikariDataSource worker,
            Supervisor supervisor) {
        return new HealthReport(settings, worker, supervisor);
    }

    @Bean
    DSLContext identityDsl(@Qualifier("identityDataSource") HikariDataSource dataSource) {
        return Sql.of(dataSource);
    }

    @Bean
    PublicUrl publicUrl(ServerSettings settings) {
        return settings.publicUrl();
    }

    @Bean
    Clock clock(ServerSettings settings) {
        return settings.clock();
    }

    @Bean
    MasterKeys masterKeys(ServerSettings settings) {
        return settings.masterKeys();
    }

    @Bean
    DataKeys dataKeys(MasterKeys masterKeys) {
        return new DataKeys(masterKeys);
    }

    @Bean
    HostTokens hostTokens(@Qualifier("workerDsl") DSLContext worker) {
        return new HostTokens(worker);
    }

    @Bean
    AccountCreation accountCreation(
            @Qualifier("workerDsl") DSLContext worker, ServerSettings settings) {
        return new AccountCreation(worker, settings.masterKeys());
    }

    @Bean
    SourceSql sourceSql() {
        return (slot, publication) ->
                SourceRemoval.sql(
                        new SlotSettings(slot.name(), slot.create()),
                        new PublicationSettings(publication.name(), publication.create()));
    }

    @Bean
    EgressPolicy egressPolicy(ServerSettings settings) {
        return settings.egress();
    }

    @Bean
    SourceSettingsRepository sourceSettingsRepository(DataKeys keys, EgressPolicy egress) {
        return new SourceSettingsRepository(keys, EgressPolicyText.write(egress));
    }

    @Bean
    SourceDatabaseProbe databaseProbe(EgressPolicy egress) {
        return new SourceDatabaseProbe(EgressPolicyText.write(egress));
    }

    @Bean
    SourceTurns sourceTurns() {
        return new SourceTurns();
    }

    @Bean
    SourceTableProbe tableProbe(EgressPolicy egress, SourceTurns turns) {
        return new SourceTableProbe(EgressPolicyText.write(egress), turns);
    }

    @Bean
    SourceTableLister tableLister(EgressPolicy egress, SourceTurns turns) {
        return new SourceTableLister(EgressPolicyText.write(egress), turns);
    }

    @Bean
    SourceSlotProbe slotProbe(EgressPolicy egress, SourceTurns turns) {
        return new SourceSlotProbe(EgressPolicyText.write(egress), turns);
    }

    @Bean
    MessageRecords messageRecords(@Qualifier("workerDsl") DSLContext worker, DataKeys keys) {
        return new MessageRecords(worker, keys);
    }

    @Bean(destroyMethod = "close")
    DeliveryTrial deliveryTrial(
            ServerSettings settings,
            @Qualifier("workerDsl") DSLContext worker,
            DataKeys keys,
            EgressPolicy egress) {
        return new DeliveryTrial(worker, keys, egress, settings.clock());
    }

    @Bean
    SinkTrial sinkTrial(
            ServerSettings settings,
            @Qualifier("workerDsl") DSLContext worker,
            DataKeys keys,
            DeliveryTrial deliveries) {
        return new SinkTrial(worker, keys, deliveries, settings.clock());
    }

    @Bean
    LogHistory logHistory(@Qualifier("workerDsl") DSLContext worker) {
        return new LogHistory(worker);
    }

    // Stopped by the runtime, in its order.
    @Bean(destroyMethod = "")
    WatchedChanges watchedChanges(@Qualifier("workerDsl") DSLContext worker) {
        return new WatchedChanges(worker);
    }

    @Bean(destroyMethod = "close")
    SinkDispatcher sinkDispatcher(
            ServerSettings settings,
            @Qualifier("workerDsl") DSLContext worker,
            DataKeys keys,
            EgressPolicy egress,
            WatchedChanges changes) {
        return new SinkDispatcher(
                worker, keys, egress, settings.clock(), DeliveryLimits.DEFAULT, changes);
    }

    @Bean
    DatabaseStarter databaseStarter(
            ServerSettings settings,
            @Qualifier("workerDsl") DSLContext worker,
            SourceSettingsRepository sources,
            SinkDispatcher dispatcher,
            DataKeys keys,
            WatchedChanges changes) {
        return new DatabaseStarter(
                worker,
                settings.installation(),
                sources,
                dispatcher,
                keys,
                settings.changeLog(),
                settings.timing().reader(),
                changes);
    }

    // Stopped by the runtime, in its order.
    @Bean(destroyMethod = "")
    Supervisor supervisor(
            @Qualifier("workerDsl") DSLContext worker, Node node, DatabaseStarter starter) {
        return new Supervisor(worker, node, starter);
    }

    // Stopped by the runtime, in its order.
    @Bean(destroyMethod = "")
    Schedules schedules(@Qualifier("workerDataSource") HikariDataSource dataSource) {
        return new Schedules(dataSource);
    }

    @Bean
    NodeRuntime nodeRuntime(
            ServerSettings settings,
            @Qualifier("workerDsl") DSLContext worker,
            Supervisor supervisor,
            Schedules schedules,
            WatchedChanges changes,
            LiveViews live) {
        return new NodeRuntime(
                StoreDataSources.signals(settings.store()),
                worker,
                supervisor,
                schedules,
                changes,
                live,
                settings.timing().applied());
    }
}
