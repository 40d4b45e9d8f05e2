package dev.rowhook.api.oidc;

import dev.rowhook.api.auth.StoreFailureFilter;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.List;

/// The way of a person to an external issuer and back, by the authorization code flow with a
/// verifier and a nonce. It ends in a session as the sign-in by password does.
@Configuration(proxyBeanMethods = false)
class OidcSignInConfiguration {

    @Bean
    @Order(15)
    SecurityFilterChain oidcSignIn(
            HttpSecurity http,
            Registrations registrations,
            PendingSignIns pending,
            OidcArrival arrival,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return http.securityMatcher(OidcPaths.ALL)
                .addFilterBefore(new StoreFailureFilter(failures), CsrfFilter.class)
                .addFilterBefore(
                        new IssuerFailureFilter(), OAuth2AuthorizationRequestRedirectFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .oauth2Login(login ->
                        login.clientRegistrationRepository(registrations)
                                .authorizedClientRepository(new NoTokensKept())
                                .loginPage("/sign-in")
                                .authorizationEndpoint(endpoint ->
                                        endpoint.baseUri(OidcPaths.START)
                                                .authorizationRequestRepository(pending))
                                .redirectionEndpoint(
                                        endpoint -> endpoint.baseUri(OidcPaths.CALLBACK + "/*"))
                                .tokenEndpoint(endpoint ->
                                        endpoint.accessTokenResponseClient(
                                                new CodeExchange(registrations)))
                                .userInfoEndpoint(
                                        endpoint -> endpoint.oidcUserService(idTokenIsEnough()))
                                .successHandler(arrival)
                                .failureHandler(arrival))
                .sessionManagement(management ->
                        management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .build();
    }

    /// The audience of an identity token is the client.
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(Registrations registrations) {
        return registration ->
                registrations
                        .issuer(registration.getRegistrationId())
                        .orElseThrow()
                        .decoder(registration.getClientId());
    }

    private static OAuth2UserService<OidcUserRequest, OidcUser> idTokenIsEnough() {
        return request -> new DefaultOidcUser(List.of(), request.getIdToken());
    }
}
