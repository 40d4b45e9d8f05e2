package dev.rowhook.api.sink;

import static dev.rowhook.core.access.Permission.PAYLOADS_READ;
import static dev.rowhook.core.access.Permission.SINKS_OPERATE;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.TestAnswer;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.revision.Immediate;
import dev.rowhook.api.sink.TestChanges.Chosen;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.SinkTrial;
import dev.rowhook.dispatcher.TriedChange;
import dev.rowhook.dispatcher.TriedSink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.stream.IntStream;

@RestController
@RequestMapping("/v1/sinks/{reference}/test")
class SinkTestController {
    private static final Logger log = LoggerFactory.getLogger(SinkTestController.class);

    private final AccountTransactions transactions;
    private final Sinks sinks;
    private final TestChanges changes;
    private final SinkTrial trial;

    SinkTestController(
            AccountTransactions transactions, Sinks sinks, TestChanges changes, SinkTrial trial) {
        this.transactions = transactions;
        this.sinks = sinks;
        this.changes = changes;
        this.trial = trial;
    }

    /// Tries a sink on changes. None of our own transactions is open while source and endpoint are
    /// asked.
    @Immediate
    @Requires({SINKS_OPERATE, PAYLOADS_READ})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    SinkTestAnswer test(AccountId account, @PathVariable String reference, Fields fields) {
        SinkAnswer sink = sinks.find(account, reference);
        SinkTestRequest request = SinkTestRequest.read(fields);
        List<Chosen> chosen = changes.choose(account, sink, request);
        TriedSink tried =
                trial.run(
                                account,
                                SinkId.parse(sink.id()).orElseThrow(),
                                chosen.stream().map(Chosen::change).toList(),
                                request.send())
                        .orElseThrow(() -> ProblemException.of(ProblemCode.TEST_RUNNING));
        transactions.perform(
                account,
                change ->
                        change.audit(
                                AuditEntry.of("sink.test", sink.id(), sink.name())
                                        .with("origin", chosen.getFirst().origin())
                                        .with("requests", tried.deliveries().size())));
        log.atInfo()
                .addKeyValue("account", account)
                .addKeyValue("sink", sink.id())
                .addKeyValue("requests", tried.deliveries().size())
                .log("sink tested");
        return answer(chosen, tried);
    }

    private static SinkTestAnswer answer(List<Chosen> chosen, TriedSink tried) {
        return new SinkTestAnswer(
                IntStream.range(0, chosen.size())
                        .mapToObj(i -> change(chosen.get(i), tried.changes().get(i)))
                        .toList(),
                tried.deliveries().stream()
                        .map(sent ->
                                new SinkTestAnswer.Delivery(
                                        sent.changes(), TestAnswer.of(sent.delivery(), true)))
                        .toList());
    }

    private static SinkTestAnswer.Change change(Chosen chosen, TriedChange tried) {
        return new SinkTestAnswer.Change(
                chosen.table().toString(),
                chosen.action(),
                chosen.origin(),
                tried.verdict(),
                tried.message().orElse(null),
                tried.fault());
    }
}
