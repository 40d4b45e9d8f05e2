package dev.rowhook.proof.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

class PartialAnswerTest {
    private static final String FIRST =
            """
            {"record":{"amount":0.00,"tiny":0.00000000000000000171,"word":"żó ]}"},\
            "metadata":{"webhook_id":"msg_1"}}\
            """;
    private static final String SECOND =
            """
            {"record":{"amount":1.50},"metadata":{"webhook_id":"msg_2"}}\
            """;
    private static final byte[] BODY =
            """
            {"data":[%s,%s]}\
            """
                    .formatted(FIRST, SECOND)
                    .getBytes(UTF_8);

    @Test
    void whatIsTakenIsTakenAsItCame() {
        PartialAnswer answer = PartialAnswer.to(BODY, _ -> 1);

        assertThat(answer.accepted())
                .hasValueSatisfying(body ->
                        assertThat(new String(body, UTF_8))
                                .isEqualTo("{\"data\":[" + FIRST + "]}"));
        assertThat(new String(answer.answer(), UTF_8)).endsWith("{\"failed\":[\"msg_2\"]}");
    }

    @Test
    void nothingNeedBeTaken() {
        PartialAnswer answer = PartialAnswer.to(BODY, _ -> 0);

        assertThat(answer.accepted()).isEmpty();
        assertThat(new String(answer.answer(), UTF_8))
                .endsWith("{\"failed\":[\"msg_1\",\"msg_2\"]}");
    }
}
