package dev.rowhook.api.auth;

import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.Problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.servlet.HandlerExceptionResolver;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Set;

/// Everything needs a token or a session, but whether the server lives and is ready. A request of a
/// session that changes something carries what only our own pages know (`X-CSRF-Token`): a browser
/// sends the cookie with what other sites have it send, too. One with a token needs no such thing,
/// and its cookie is not looked at.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            Callers callers,
            TrustedIssuers issuers,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/livez", "/readyz", "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(new StoreFailureFilter(failures), CsrfFilter.class)
                .addFilterBefore(
                        new TokenFilter(callers, issuers, failures),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new AccountFilter(callers, failures), AnonymousAuthenticationFilter.class)
                .securityContext(contexts -> contexts.securityContextRepository(sessions))
                .sessionManagement(management ->
                        management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfTokens)
                                .requireCsrfProtectionMatcher(request ->
                                        isWrite(request) && sessions.containsContext(request)))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, exception) ->
                                        refuse(response, Problems.of(HttpStatus.UNAUTHORIZED)))
                                .accessDeniedHandler((request, response, exception) ->
                                        refuse(response, denied(exception))))
                .build();
    }

    private static boolean isWrite(HttpServletRequest request) {
        return !READS.contains(request.getMethod());
    }

    private static Problem denied(AccessDeniedException exception) {
        return exception instanceof CsrfException
                ? Problem.of(
                        HttpStatus.FORBIDDEN,
                        "csrf_token_required",
                        "A request of a session has to carry the csrf_token of GET /v1/me in the header X-CSRF-Token.")
                : Problems.of(HttpStatus.FORBIDDEN);
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status().value());
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
