package dev.rowhook.backfill.schedule;

import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

import javax.sql.DataSource;

/// Makes schedulers that keep their triggers in our Postgres, and of which any number share them:
/// each firing is one node's.
final class QuartzStore {
    private static final String NAME = "rowhook";

    private QuartzStore() {}

    /// @param worker sessions of the worker's role
    /// @param misfire after which a firing that was missed is made up for, once
    static synchronized Scheduler open(DataSource worker, Duration misfire)
            throws SchedulerException {
        String dataSource = NAME + "-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(dataSource, new Sessions(worker));
        // Quartz hands out the same scheduler for the same name; one of another server in this JVM
        // is not meant.
        SchedulerRepository.getInstance().remove(NAME);
        Scheduler scheduler =
                new StdSchedulerFactory(properties(dataSource, misfire)).getScheduler();
        SchedulerRepository.getInstance().remove(NAME);
        return scheduler;
    }

    private static Properties properties(String dataSource, Duration misfire) {
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", NAME);
        properties.put("org.quartz.scheduler.instanceId", UUID.randomUUID().toString());
        properties.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.put("org.quartz.threadPool.threadCount", "1");
        properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.put(
                "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.put("org.quartz.jobStore.dataSource", dataSource);
        properties.put("org.quartz.jobStore.tablePrefix", "rowhook_quartz.qrtz_");
        properties.put("org.quartz.jobStore.useProperties", "true");
        properties.put("org.quartz.jobStore.isClustered", "true");
        properties.put("org.quartz.jobStore.clusterCheckinInterval", "10000");
        properties.put("org.quartz.jobStore.misfireThreshold", String.valueOf(misfire.toMillis()));
        return properties;
    }

    private record Sessions(DataSource worker) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return worker.getConnection();
        }

        @Override
        public void initialize() {}

        // The pool is not Quartz's.
        @Override
        public void shutdown() {}
    }
}
