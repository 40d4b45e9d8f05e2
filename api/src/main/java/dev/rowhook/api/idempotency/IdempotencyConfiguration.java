package dev.rowhook.api.idempotency;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts filter and interceptor behind what says who asks.
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer {
    private final ObjectProvider<IdempotencyInterceptor> interceptor;

    IdempotencyConfiguration(ObjectProvider<IdempotencyInterceptor> interceptor) {
        this.interceptor = interceptor;
    }

    /// After the checks of what the caller may do, and of what the request has to say.
    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(interceptor.getObject()).addPathPatterns("/v1/**").order(2);
    }

    @Bean
    FilterRegistrationBean<HoldingFilter> holding() {
        FilterRegistrationBean<HoldingFilter> registration =
                new FilterRegistrationBean<>(new HoldingFilter());
        registration.addUrlPatterns("/v1/*");
        return registration;
    }
}
