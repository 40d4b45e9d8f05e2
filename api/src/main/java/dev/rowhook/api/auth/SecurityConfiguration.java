package dev.rowhook.api.auth;

import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.Problems;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// Everything needs a token, but whether the server lives and is ready. There is no session and no
/// cookie, therefore nothing that another site could have a browser send.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            Callers callers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/livez", "/readyz", "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(
                        new TokenFilter(callers, failures), AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new AccountFilter(callers, failures), AnonymousAuthenticationFilter.class)
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, exception) ->
                                        refuse(response, HttpStatus.UNAUTHORIZED))
                                .accessDeniedHandler((request, response, exception) ->
                                        refuse(response, HttpStatus.FORBIDDEN)))
                .build();
    }

    private static void refuse(HttpServletResponse response, HttpStatus status) throws IOException {
        Problem problem = Problems.of(status);
        response.setStatus(status.value());
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
