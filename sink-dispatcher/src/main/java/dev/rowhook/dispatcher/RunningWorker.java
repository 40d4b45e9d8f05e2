package dev.rowhook.dispatcher;

/// A started worker, and the settings that it runs by.
record RunningWorker(SinkWorker worker, SinkSettings settings) {

    /// Stops it when its requests have ended, however long they may take.
    void drain() throws InterruptedException {
        worker.drain(settings.requestTimeout());
    }
}
