package dev.rowhook.api.contract;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/// Hears what a request sends as if it were an answer.
record BodyOf(BodySubscriber<String> reader) implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        reader.onNext(List.of(bytes));
    }

    @Override
    public void onError(Throwable failure) {
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        reader.onComplete();
    }
}
