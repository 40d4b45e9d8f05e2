package dev.rowhook.api;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.testing.OwnPostgres;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;

/// The API on a port of its own, one for all tests of the JVM.
final class ApiServer {
    private static final ApiServer SHARED = new ApiServer();

    private final ConfigurableApplicationContext context;

    private ApiServer() {
        SpringApplication application = new SpringApplication(TestApplication.class);
        application.setRegisterShutdownHook(true);
        context = application.run("--server.port=0", "--spring.main.banner-mode=off");
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
