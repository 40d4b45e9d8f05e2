package dev.rowhook.api.signin.password;

import dev.rowhook.api.signin.chore.Chore;
import dev.rowhook.store.identity.PasswordResets;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    @Bean
    PasswordResets passwordResets(@Qualifier("identityDsl") DSLContext identity, Clock clock) {
        return new PasswordResets(identity, clock);
    }

    @Bean
    Chore resetSweep(PasswordResets resets) {
        return resets::sweep;
    }
}
