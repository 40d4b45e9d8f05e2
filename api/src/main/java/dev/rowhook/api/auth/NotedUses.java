package dev.rowhook.api.auth;

import dev.rowhook.core.ClientId;
import dev.rowhook.core.TokenId;

import jakarta.annotation.PreDestroy;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Notes when tokens and clients were used, all of some seconds in one statement: "last used" is
/// that exact, and no request waits for it. What is not written when a process is killed is lost.
///
/// Thread-safe.
@Component
class NotedUses {
    private static final Logger log = LoggerFactory.getLogger(NotedUses.class);
    private static final int SECONDS = 5;

    private final DSLContext api;
    private final Clock clock = Clock.systemUTC();
    private final Set<UUID> tokens = ConcurrentHashMap.newKeySet();
    private final Set<UUID> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("noted-uses").factory());

    NotedUses(@Qualifier("apiDsl") DSLContext api) {
        this.api = api;
        var _ = writer.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void note(TokenId token) {
        tokens.add(token.value());
    }

    void note(ClientId client) {
        clients.add(client.value());
    }

    private void write() {
        UUID[] usedTokens = take(tokens);
        UUID[] usedClients = take(clients);
        if (usedTokens.length == 0 && usedClients.length == 0) {
            return;
        }
        try {
            api.execute(
                    "select rowhook.note_use(?, ?, ?::timestamptz)",
                    usedTokens,
                    usedClients,
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        } catch (DataAccessException e) {
            log.atWarn().addKeyValue("sqlstate", e.sqlState()).log("uses of tokens not noted");
        }
    }

    private static UUID[] take(Set<UUID> used) {
        UUID[] taken = used.toArray(UUID[]::new);
        for (UUID id : taken) {
            used.remove(id);
        }
        return taken;
    }

    @PreDestroy
    void close() {
        writer.shutdown();
        write();
    }
}
