package dev.rowhook.api.page;

import dev.rowhook.api.auth.StoreFailureFilter;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Pages run no script, load nothing from elsewhere, stand in no frame, and tell no other site
/// their address, which may hold a token. Every form carries a token of its own.
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    @Bean
    @Order(20)
    SecurityFilterChain pages(
            HttpSecurity http,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return http.securityMatcher(
                        "/sign-in",
                        "/sign-in/*",
                        "/sign-out",
                        "/invitations/*",
                        "/reset",
                        "/reset/*",
                        "/device",
                        "/device/*",
                        "/consent",
                        "/problems",
                        "/problems/*")
                .addFilterBefore(new PageHeaders(), CsrfFilter.class)
                .addFilterBefore(new StoreFailureFilter(failures), CsrfFilter.class)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/device", "/device/*", "/consent")
                                .authenticated()
                                .anyRequest()
                                .permitAll())
                .securityContext(contexts -> contexts.securityContextRepository(sessions))
                .sessionManagement(management ->
                        management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(new SignInEntryPoint())
                                .accessDeniedHandler(
                                        (request, response, exception) -> refuse(response)))
                .build();
    }

    /// Nearly always a form that was open while its session ended.
    private static void refuse(HttpServletResponse response) throws IOException {
        String page =
                Page.message(
                                HttpStatus.FORBIDDEN,
                                "This form is out of date",
                                "Nothing was done. Open the page again, and send it once more.")
                        .getBody();
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(String.valueOf(page).getBytes(StandardCharsets.UTF_8));
    }
}
