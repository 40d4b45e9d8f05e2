package dev.rowhook.proof.faults;

import java.util.random.RandomGenerator;

/// Something that goes wrong for a while. Faults of one part never overlap.
interface Fault {
    /// What it is, such as `kill -9 rowhook`.
    String name();

    /// What it strikes.
    Part part();

    /// Lets it happen. Answers what exactly was done, for the timeline.
    String strike(RandomGenerator random) throws Exception;

    /// Puts things right again, as an operator would or as they do by themselves.
    void heal() throws Exception;

    /// The parts of a deployment that fail apart from each other.
    enum Part {
        ROWHOOK,
        SOURCE,
        STORE,
        SOURCE_NETWORK,
        STORE_NETWORK,
        ENDPOINTS,
        SINKS,
        CLOCK
    }
}
