package dev.rowhook.api.host;

import dev.rowhook.api.auth.Stateless;
import dev.rowhook.store.accounts.HostTokens;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Everything below `/host` needs a host token: no tenant's, and no session.
@Configuration(proxyBeanMethods = false)
class HostSecurityConfiguration {
    @Bean
    @Order(10)
    SecurityFilterChain hostSecurity(
            HttpSecurity http,
            HostTokens tokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return Stateless.of(http)
                .securityMatcher("/host/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(
                        new HostTokenFilter(tokens, failures), AnonymousAuthenticationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
