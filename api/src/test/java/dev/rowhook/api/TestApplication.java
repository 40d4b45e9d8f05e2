package dev.rowhook.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.rowhook.api.host.SourceSql;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The API with what it needs from its application: a database of its own, and an owner of
/// databases that the test plays.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
class TestApplication {

    @Bean
    OwnPostgres ownPostgres() {
        return OwnPostgres.create();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource apiDataSource(OwnPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.dataSource(Roles.API));
        config.setMaximumPoolSize(8);
        // At the end of the JVM Postgres may be gone first.
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    @Bean
    DSLContext apiDsl(HikariDataSource apiDataSource) {
        return Sql.of(apiDataSource);
    }

    @Bean
    DSLContext workerDsl(OwnPostgres postgres) {
        return postgres.worker();
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
    PlayedOwner playedOwner(OwnPostgres postgres) {
        return new PlayedOwner(postgres.worker());
    }

    @Bean
    PlayedOrders playedOrders(OwnPostgres postgres) {
        return new PlayedOrders(postgres.worker());
    }

    @Bean
    PlayedReplays playedReplays(OwnPostgres postgres) {
        return new PlayedReplays(postgres.worker());
    }

    @Bean
    LogHistory logHistory(OwnPostgres postgres) {
        return new LogHistory(postgres.worker());
    }

    @Bean
    MessageRecords messageRecords(OwnPostgres postgres, DataKeys keys) {
        return new MessageRecords(postgres.worker(), keys);
    }
}
