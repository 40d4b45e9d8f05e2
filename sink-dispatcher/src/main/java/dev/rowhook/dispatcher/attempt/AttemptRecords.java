package dev.rowhook.dispatcher.attempt;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.dispatcher.http.Answer;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Timings;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Attempts as rows: what the endpoint answered is sealed on its way there.
final class AttemptRecords {
    private static final int MAX_BODY = 16 << 10;

    private final DSLContext worker;
    private final DataKeys keys;
    private final AccountId account;

    AttemptRecords(DSLContext worker, DataKeys keys, AccountId account) {
        this.worker = worker;
        this.keys = keys;
        this.account = account;
    }

    DeliveryAttemptRecord write(KeptAttempt kept) {
        Attempt attempt = kept.attempt();
        Exchange exchange = attempt.exchange();
        DeliveryAttemptRecord to = new DeliveryAttemptRecord();
        to.setAccountId(account.value());
        to.setSinkId(kept.sink().value());
        to.setId(AttemptId.create().value());
        to.setAt(exchange.at());
        to.setWebhookId(exchange.webhookId());
        to.setKind(attempt.kind().name().toLowerCase(Locale.ROOT));
        to.setAttempt(attempt.number());
        to.setMessages(attempt.seqs().length);
        to.setSeqs(boxed(LongStream.of(attempt.seqs())));
        to.setAccepted(attempt.accepted());
        to.setCode(exchange.outcome().code());
        status(exchange).ifPresent(to::setStatus);
        to.setTookUs(micros(exchange.took()));
        setTimings(exchange.timings(), to);
        to.setUrl(HeaderJson.storable(exchange.url()));
        to.setRequestHeaders(kept.inFull() ? HeaderJson.of(exchange.headers()) : HeaderJson.NONE);
        to.setNextStep(attempt.nextStep());
        to.setReplayRun(exchange.replayRun());
        attempt.nextTry().ifPresent(to::setNextTry);
        if (exchange.outcome() instanceof Outcome.Partly(_, Set<String> failed)) {
            to.setFailedSeqs(boxed(failed.stream().mapToLong(AttemptRecords::seq).sorted()));
        }
        if (kept.inFull()) {
            exchange.answer().ifPresent(answer -> setAnswer(kept.sink(), answer, to));
        }
        return to;
    }

    private void setAnswer(SinkId sink, Answer answer, DeliveryAttemptRecord to) {
        byte[] body = answer.body();
        boolean cut = body.length > MAX_BODY;
        to.setAnswerHeaders(HeaderJson.of(answer.headers()));
        to.setAnswerComplete(answer.complete() && !cut);
        to.setAnswer(
                keys.seal(
                        worker,
                        SealedPlace.attemptAnswer(account, sink, to.getId()),
                        cut ? Arrays.copyOf(body, MAX_BODY) : body));
    }

    private static void setTimings(Timings timings, DeliveryAttemptRecord to) {
        to.setDnsUs(micros(timings.dns()));
        to.setConnectUs(micros(timings.connect()));
        to.setTlsUs(micros(timings.tls()));
        to.setFirstByteUs(micros(timings.firstByte()));
    }

    private static Optional<Integer> status(Exchange exchange) {
        return exchange.answer().map(Answer::status).or(exchange.outcome()::answered);
    }

    /// A webhook id ends with its seq, or with the run that has given it another id.
    private static long seq(String webhookId) {
        int end = webhookId.lastIndexOf("_r");
        String id = end < 0 ? webhookId : webhookId.substring(0, end);
        return Long.parseLong(id.substring(id.lastIndexOf('_') + 1));
    }

    private static Long[] boxed(LongStream values) {
        return values.boxed().toArray(Long[]::new);
    }

    private static @Nullable Long micros(Optional<Duration> duration) {
        return duration.isPresent() ? (Long) micros(duration.get()) : null;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
