package dev.rowhook.server.application;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// All logging goes through Logback, by the configuration that it finds itself.
final class ServerLogging {
    private ServerLogging() {}

    /// Before the first Spring application: it would set the levels of its own idea otherwise.
    static void install() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
