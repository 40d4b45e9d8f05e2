package dev.rowhook.api.hardening;

import jakarta.servlet.DispatcherType;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import java.util.EnumSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Sets the servlet container's limits, and has it answer as the rest of the API does.
@Configuration(proxyBeanMethods = false)
class HardeningConfiguration {
    private static final int WAITING_CONNECTIONS = 100;

    /// Without a bean of them the limits are the default ones.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hardening(
            ObjectProvider<HttpLimits> given, ObjectProvider<TrustedProxies> proxies) {
        HttpLimits limits = given.getIfAvailable(HttpLimits::defaults);
        return factory -> {
            factory.setProtocol(HeadTimedProtocol.class.getName());
            proxies.ifAvailable(trusted -> {
                if (!trusted.addresses().isEmpty()) {
                    factory.addEngineValves(forwarded(trusted));
                }
            });
            factory.addEngineValves(new Guard(limits));
            factory.addConnectorCustomizers(connector -> limit(connector, limits));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ContainerProblems.class.getName());
                }
            });
        };
    }

    @Bean
    FilterRegistrationBean<AnswerHeaderFilter> answerHeaders() {
        FilterRegistrationBean<AnswerHeaderFilter> registration =
                new FilterRegistrationBean<>(new AnswerHeaderFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    /// Only of whom the request is: where we are reached is configured, never told.
    private static RemoteIpValve forwarded(TrustedProxies proxies) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(
                proxies.addresses().stream()
                        .map(address -> Pattern.quote(address.getHostAddress()))
                        .collect(Collectors.joining("|")));
        valve.setProtocolHeader(null);
        valve.setHostHeader(null);
        valve.setPortHeader(null);
        return valve;
    }

    private static void limit(Connector connector, HttpLimits limits) {
        connector.setAllowTrace(false);
        connector.setMaxPostSize(HttpLimits.MAX_BODY_BYTES);
        connector.setMaxParameterCount(HttpLimits.MAX_PARAMETERS);
        if (connector.getProtocolHandler() instanceof HeadTimedProtocol protocol) {
            limit(protocol, limits);
        }
    }

    private static void limit(HeadTimedProtocol protocol, HttpLimits limits) {
        int headMillis = Math.toIntExact(limits.headTimeout().toMillis());
        int idleMillis = Math.toIntExact(limits.idleTimeout().toMillis());
        protocol.setHeadTimeout(limits.headTimeout());
        protocol.setConnectionTimeout(headMillis);
        protocol.setKeepAliveTimeout(idleMillis);
        protocol.setMaxKeepAliveRequests(HttpLimits.MAX_REQUESTS_A_CONNECTION);
        protocol.setMaxConnections(limits.maxConnections());
        protocol.setAcceptCount(WAITING_CONNECTIONS);
        protocol.setMaxHttpRequestHeaderSize(HttpLimits.MAX_HEAD_BYTES);
        protocol.setMaxHeaderCount(HttpLimits.MAX_HEADERS);
        // Of what the guard leaves, which reads what is left of a body within a time.
        protocol.setMaxSwallowSize(HttpLimits.MAX_BODY_BYTES);
        for (UpgradeProtocol upgrade : protocol.findUpgradeProtocols()) {
            if (upgrade instanceof Http2Protocol http2) {
                http2.setReadTimeout(headMillis);
                http2.setKeepAliveTimeout(idleMillis);
                http2.setStreamReadTimeout(headMillis);
                http2.setMaxHeaderCount(HttpLimits.MAX_HEADERS);
            }
        }
    }
}
