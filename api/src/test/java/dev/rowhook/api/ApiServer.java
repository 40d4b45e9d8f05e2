package dev.rowhook.api;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.testing.OwnPostgres;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// The API on a port of its own, one for all tests of the JVM.
final class ApiServer {
    private static final ApiServer SHARED = new ApiServer();

    private final ConfigurableApplicationContext context;

    private ApiServer() {
        SpringApplication application = new SpringApplication(TestApplication.class);
        application.setRegisterShutdownHook(true);
        context = application.run("--server.port=" + freePort(), "--spring.main.banner-mode=off");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiServer shared() {
        return SHARED;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    OwnPostgres postgres() {
        return bean(OwnPostgres.class);
    }

    URI uri() {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port);
    }

    NewAccount createAccount() {
        return new AccountCreation(postgres().worker(), bean(MasterKeys.class))
                .create("acme", "first");
    }

    /// A client of a new account.
    Client client() {
        return client(createAccount());
    }

    Client client(NewAccount account) {
        return new Client(uri(), account.token().reveal());
    }
}
