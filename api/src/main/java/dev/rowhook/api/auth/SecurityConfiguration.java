package dev.rowhook.api.auth;

import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.Problems;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.Set;

/// Everything needs a token or a session, but whether the server lives and is ready, and what the
/// API is. A request of a session that changes something carries what only our own pages know
/// (`X-CSRF-Token`): a browser sends the cookie with what other sites have it send, too. One with a
/// token needs no such thing, and its cookie is not looked at.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            Callers callers,
            BearerTokens tokens,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return Stateless.of(http)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/livez", "/readyz", "/error", "/v1/openapi.json")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(new StoreFailureFilter(failures), CsrfFilter.class)
                .addFilterBefore(
                        new TokenFilter(tokens, failures), AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new AccountFilter(callers, failures), AnonymousAuthenticationFilter.class)
                .securityContext(contexts -> contexts.securityContextRepository(sessions))
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfTokens)
                                .requireCsrfProtectionMatcher(request ->
                                        isWrite(request) && sessions.containsContext(request)))
                .exceptionHandling(handling ->
                        handling.accessDeniedHandler((request, response, exception) ->
                                Stateless.refuse(response, denied(exception))))
                .build();
    }

    private static boolean isWrite(HttpServletRequest request) {
        return !READS.contains(request.getMethod());
    }

    private static Problem denied(AccessDeniedException exception) {
        return exception instanceof CsrfException
                ? Problem.of(
                        ProblemCode.CSRF_TOKEN_REQUIRED,
                        "A request of a session has to carry the csrf_token of GET /v1/me in the header X-CSRF-Token.")
                : Problems.of(HttpStatus.FORBIDDEN);
    }
}
