package dev.rowhook.api;

import dev.rowhook.api.auth.AccessInterceptor;
import dev.rowhook.api.auth.CallerArgumentResolver;
import dev.rowhook.api.request.FieldsArgumentResolver;
import dev.rowhook.api.revision.ChangeRules;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/// The REST interface, for an application to import.
///
/// It needs these beans: a `DSLContext` named `apiDsl` that connects as `rowhook_api`, one named
/// `identityDsl` and a `DataSource` named `identityDataSource` that connect as `rowhook_identity`,
/// and for the host one named `workerDsl` that connects as `rowhook_worker`,
/// [dev.rowhook.store.accounts.HostTokens], [dev.rowhook.store.accounts.AccountCreation] and
/// [dev.rowhook.api.host.SourceSql]; [dev.rowhook.api.auth.PublicUrl], [java.time.Clock],
/// [dev.rowhook.core.secret.MasterKeys], [dev.rowhook.store.keys.DataKeys],
/// [dev.rowhook.core.egress.EgressPolicy], [dev.rowhook.api.database.DatabaseProbe],
/// [dev.rowhook.api.database.TableProbe], [dev.rowhook.api.database.TableLister],
/// [dev.rowhook.api.database.SlotProbe], [dev.rowhook.api.database.AppliedSettings],
/// [dev.rowhook.dispatcher.DeliveryTrial], [dev.rowhook.dispatcher.SinkTrial],
/// [dev.rowhook.dispatcher.lookup.MessageRecords], [dev.rowhook.dispatcher.lookup.LogHistory],
/// [dev.rowhook.api.delivery.deadletter.CompletedOrders] and
/// [dev.rowhook.api.delivery.replay.CarriedOutReplays]. It has to hear what changes:
/// [dev.rowhook.api.live.LiveViews#changed].
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ApiConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
        resolvers.add(new FieldsArgumentResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new AccessInterceptor()).order(0);
        interceptors.addInterceptor(new ChangeRules()).order(1);
    }
}
