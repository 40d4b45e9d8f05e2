package dev.rowhook.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.server.application.ServerSettings.Store;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;

class StoreDataSourcesTest {

    /// A connection on which nothing comes any more would else be held, and with it the only thread
    /// that makes new ones.
    @Test
    void aStoreThatNeverAnswersIsGivenUpAndTriedAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HikariDataSource pool = StoreDataSources.api(store(silent), timing())) {
            silent.setSoTimeout(5_000);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
                assertThat(silent.accept()).isNotNull();
            }
        }
    }

    private static Store store(ServerSocket socket) {
        Secret password = Secret.of("none");
        return new Store(
                "jdbc:postgresql://127.0.0.1:%d/none?sslmode=disable"
                        .formatted(socket.getLocalPort()),
                password,
                password,
                password);
    }

    private static ServerTiming timing() {
        return new ServerTiming(
                ReaderTiming.defaults(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
}
