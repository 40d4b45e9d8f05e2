package dev.rowhook.api.auth;

import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.Problems;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// What the REST interfaces of tenants and of the host have in common: no request begins a session,
/// there are no forms, and who is not let in is told so by a problem.
public final class Stateless {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Stateless() {}

    /// The same, made so.
    public static HttpSecurity of(HttpSecurity http) {
        return http.sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, exception) ->
                                refuse(response, Problems.of(HttpStatus.UNAUTHORIZED))));
    }

    static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status().value());
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
