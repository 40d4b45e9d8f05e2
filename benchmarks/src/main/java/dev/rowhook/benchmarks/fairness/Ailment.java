package dev.rowhook.benchmarks.fairness;

/// What is the matter with an endpoint.
enum Ailment {
    NONE,
    /// Nothing listens on its port.
    REFUSES,
    /// Its machine does not answer to connections.
    BLACK_HOLE,
    /// It takes requests and answers after 30 s.
    HANGS,
    /// It answers 500.
    FAILS,
    /// The server of its name never answers.
    NAMELESS;

    private static final Ailment[] DEAD = {REFUSES, BLACK_HOLE, HANGS, FAILS, NAMELESS};

    /// One endpoint in ten is dead, each kind as often as any other.
    static Ailment of(int endpoint) {
        return endpoint % 10 == 0 ? DEAD[endpoint / 10 % DEAD.length] : NONE;
    }
}
