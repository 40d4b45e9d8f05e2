package dev.rowhook.proof.faults;

import dev.rowhook.proof.bed.RowhookProcess;

import java.io.IOException;

/// What happens to one of several servers.
enum TakeOverStrike {
    /// `kill -9`.
    KILL,
    /// SIGTERM.
    STOP,
    /// SIGSTOP, for longer than its leases last.
    FREEZE;

    /// Answers when it has happened: a server that stops in order has stopped.
    void strike(RowhookProcess server) throws IOException, InterruptedException {
        switch (this) {
            case KILL -> server.kill();
            case FREEZE -> server.freeze();
            case STOP -> {
                if (!server.stop()) {
                    throw new IllegalStateException(
                            "a server does not end within a minute of SIGTERM");
                }
            }
        }
    }

    /// Has it run again.
    void heal(RowhookProcess server) throws IOException, InterruptedException {
        switch (this) {
            case KILL, STOP -> server.start();
            case FREEZE -> server.thaw();
        }
    }
}
