package dev.rowhook.api.signin.session;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

import javax.sql.DataSource;

/// Sessions live in our own Postgres, so that every node knows them and a restart ends none. Their
/// attributes are texts and nothing else: no class is made of what the table holds.
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
    private static final int ID_BYTES = 32;

    @Bean
    JdbcIndexedSessionRepository sessionRepository(
            @Qualifier("identityDataSource") DataSource identity) {
        JdbcIndexedSessionRepository sessions =
                new JdbcIndexedSessionRepository(
                        new JdbcTemplate(identity),
                        new TransactionTemplate(new DataSourceTransactionManager(identity)));
        SessionSql.install(sessions);
        sessions.setDefaultMaxInactiveInterval(Sessions.IDLE);
        sessions.setSessionIdGenerator(randomIds());
        sessions.setConversionService(texts());
        return sessions;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(
            JdbcIndexedSessionRepository sessions) {
        CookieHttpSessionIdResolver cookies = new CookieHttpSessionIdResolver();
        cookies.setCookieSerializer(SessionCookie.serializer());
        SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(cookies);
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
                new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    private static SessionIdGenerator randomIds() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[ID_BYTES];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }

    private static GenericConversionService texts() {
        GenericConversionService texts = new GenericConversionService();
        texts.addConverter(
                Object.class,
                byte[].class,
                text -> ((String) text).getBytes(StandardCharsets.UTF_8));
        texts.addConverter(
                byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return texts;
    }
}
