package dev.rowhook.proof.faults;

import java.util.random.RandomGenerator;

/// A fault made of two actions.
record Striking(String name, Part part, Strike onStrike, Action onHeal) implements Fault {

    interface Strike {
        String run(RandomGenerator random) throws Exception;
    }

    interface Action {
        void run() throws Exception;
    }

    /// One that is struck the same way each time.
    static Fault of(String name, Part part, Action strike, Action heal) {
        return new Striking(
                name,
                part,
                _ -> {
                    strike.run();
                    return name;
                },
                heal);
    }

    @Override
    public String strike(RandomGenerator random) throws Exception {
        return onStrike.run(random);
    }

    @Override
    public void heal() throws Exception {
        onHeal.run();
    }
}
