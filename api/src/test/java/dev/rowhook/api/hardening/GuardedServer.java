package dev.rowhook.api.hardening;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// A servlet container with the limits, and nothing of the API: `/read` reads the body, `/ignore`
/// does not, `/fail` fails, `/busy` answers after two seconds, `/whose` says whose the request is.
final class GuardedServer implements AutoCloseable {
    private final WebServer server;

    GuardedServer(HttpLimits limits) {
        this(limits, new TrustedProxies(Set.of()));
    }

    GuardedServer(HttpLimits limits, TrustedProxies proxies) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(java.net.InetAddress.getLoopbackAddress());
        new HardeningConfiguration()
                .hardening(
                        new StaticListableBeanFactory(Map.of("limits", limits))
                                .getBeanProvider(HttpLimits.class),
                        new StaticListableBeanFactory(Map.of("proxies", proxies))
                                .getBeanProvider(TrustedProxies.class))
                .customize(factory);
        server =
                factory.getWebServer(
                        context -> context.addServlet("played", new Played()).addMapping("/*"));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Played extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            switch (request.getPathInfo()) {
                case "/read" -> {
                    int length = request.getInputStream().readAllBytes().length;
                    response.getWriter().print("read " + length);
                }
                case "/whose" ->
                        response.getWriter()
                                .print(
                                        request.getRemoteAddr()
                                                + " "
                                                + request.getScheme()
                                                + " "
                                                + request.getServerName());
                case "/fail" -> throw new IllegalStateException("select hunter2 from secrets");
                case "/busy" -> {
                    request.getInputStream().readAllBytes();
                    pause();
                    response.getWriter().print("done");
                }
                default -> response.getWriter().print("ignored");
            }
        }

        private static void pause() {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
