package dev.rowhook.api.quota;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Counts requests before anything else is asked of them.
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration implements WebMvcConfigurer {
    private final ObjectProvider<RequestQuota> requests;

    QuotaConfiguration(ObjectProvider<RequestQuota> requests) {
        this.requests = requests;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(new QuotaInterceptor(requests.getObject()))
                .addPathPatterns("/v1/**")
                .order(-1);
    }
}
