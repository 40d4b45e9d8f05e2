package dev.rowhook.api.oauth;

import dev.rowhook.api.auth.Callers;
import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.auth.StoreFailureFilter;
import dev.rowhook.api.auth.TrustedIssuer;
import dev.rowhook.api.page.SignInEntryPoint;
import dev.rowhook.api.signin.password.AddressThrottle;
import dev.rowhook.api.signin.user.Users;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.time.Clock;

/// The authorization server, beneath `/oauth2`. It calls itself by the public URL whatever a
/// request says, and people come to it with the session of the pages.
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {
    private static final RequestMatcher FOR_PEOPLE =
            new OrRequestMatcher(
                    PathPatternRequestMatcher.withDefaults().matcher("/oauth2/authorize"),
                    PathPatternRequestMatcher.withDefaults()
                            .matcher("/oauth2/device_verification"));

    @Bean
    @Order(10)
    SecurityFilterChain authorizationServer(
            HttpSecurity http,
            PublicUrl url,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens,
            AddressThrottle throttle,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(server, endpoints -> configure(endpoints, url))
                .addFilterBefore(new StoreFailureFilter(failures), CsrfFilter.class)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/oauth2/introspect")
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .securityContext(contexts -> contexts.securityContextRepository(sessions))
                .sessionManagement(management ->
                        management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        FormsOfPeople.filter(FOR_PEOPLE, csrfTokens), AuthorizationFilter.class)
                .addFilterBefore(new UserCodeThrottle(throttle), AuthorizationFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.defaultAuthenticationEntryPointFor(
                                new SignInEntryPoint(), FOR_PEOPLE))
                .build();
    }

    private static void configure(OAuth2AuthorizationServerConfigurer server, PublicUrl url) {
        PublicClients commandLine = new PublicClients();
        String consent = url.at("/consent").toString();
        server.clientAuthentication(clients ->
                        clients.authenticationConverter(commandLine)
                                .authenticationProvider(commandLine)
                                .authenticationProviders(providers ->
                                        providers.forEach(provider -> {
                                            if (provider
                                                    instanceof
                                                    ClientSecretAuthenticationProvider secrets) {
                                                secrets.setPasswordEncoder(new ClientSecrets());
                                            }
                                        })))
                .authorizationEndpoint(authorization -> authorization.consentPage(consent))
                .deviceAuthorizationEndpoint(
                        devices -> devices.verificationUri(url.at("/device").toString()))
                .deviceVerificationEndpoint(verification ->
                        verification
                                .consentPage(consent)
                                .deviceVerificationResponseHandler(DeviceAnswers::done)
                                .errorResponseHandler(DeviceAnswers::failed))
                .authorizationServerMetadataEndpoint(metadata ->
                        metadata.authorizationServerMetadataCustomizer(
                                document -> document.claims(ServerMetadata::correct)));
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(PublicUrl url) {
        return AuthorizationServerSettings.builder().issuer(url.toString()).build();
    }

    @Bean
    OAuth2AuthorizationConsentService authorizationConsentService() {
        return new AlwaysAsked();
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(
            SigningKeys keys, Users users, PublicUrl url, Clock clock) {
        return new AccessTokens(keys, users, url).generator(keys, clock);
    }

    @Bean
    TrustedIssuer ownIssuer(
            Users users, Callers callers, PublicUrl url, SigningKeys keys, Clock clock) {
        return new OwnTokens(users, callers).issuer(url, keys, clock);
    }
}
