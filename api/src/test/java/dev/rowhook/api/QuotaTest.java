package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.quota.RequestQuota;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/// An account makes so many requests a minute, and is told how many are left.
class QuotaTest {
    private final ApiServer server = ApiServer.shared();
    private final SettableClock clock = server.bean(SettableClock.class);
    private final RequestQuota requests = server.bean(RequestQuota.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static String header(Client.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    @Test
    void eachAnswerTellsWhatIsLeft() {
        clock.stop();
        Client.Answer first = client.get("/v1/account");
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"account\";r=5999;t=1");
        Client.Answer refused = client.get("/v1/sinks/none");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"account\";r=5998;t=1");
    }

    @Test
    void oneTooManyIsToldWhenToComeBack() {
        clock.stop();
        for (int i = 0; i < 6000; i++) {
            assertThat(requests.take(account.account()).granted()).isTrue();
        }
        Client.Answer refused = client.get("/v1/account");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.string("/code")).isEqualTo("rate_limited");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"account\";r=0;t=60");
        assertThat(server.client().get("/v1/account").status())
                .as("of another account")
                .isEqualTo(200);

        clock.advance(Duration.ofMillis(25));
        assertThat(client.get("/v1/account").status()).isEqualTo(200);
        assertThat(client.get("/v1/account").status()).isEqualTo(200);
        assertThat(client.get("/v1/account").status()).isEqualTo(429);
    }
}
