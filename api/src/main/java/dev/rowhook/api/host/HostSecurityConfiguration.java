package dev.rowhook.api.host;

import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.Problems;
import dev.rowhook.store.accounts.HostTokens;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// Everything below `/host` needs a host token: no tenant's, and no session.
@Configuration(proxyBeanMethods = false)
class HostSecurityConfiguration {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Bean
    @Order(10)
    SecurityFilterChain hostSecurity(
            HttpSecurity http,
            HostTokens tokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return http.securityMatcher("/host/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(
                        new HostTokenFilter(tokens, failures), AnonymousAuthenticationFilter.class)
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(
                                (request, response, exception) -> refuse(response)))
                .build();
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Problem problem = Problems.of(HttpStatus.UNAUTHORIZED);
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
