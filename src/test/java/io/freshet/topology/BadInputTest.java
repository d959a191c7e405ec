package io.freshet.topology;

import static io.freshet.topology.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.Topics;
import io.freshet.topology.intake.DeadLetter;
import io.freshet.topology.intake.DeadLetterContent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final String AT = "\"at\":\"2026-03-02T08:00:00Z\"";

    private final TopologyFixture freshet = new TopologyFixture();

    @AfterEach
    void close() {
        freshet.close();
    }

    static Stream<Arguments> refused() {
        String deep = "[".repeat(100_000);
        return Stream.of(
                bad(Topics.CLICKS, "u", "not json", "not-json"),
                bad(Topics.CLICKS, "u", "", "empty-value"),
                bad(Topics.CLICKS, "u", null, "empty-value"),
                bad(Topics.CLICKS, "u", "[]", "not-an-object"),
                bad(Topics.CLICKS, "u", "{\"userId\":\"u\"," + AT + "}", "missing-field"),
                bad(Topics.CLICKS, "u", "{\"userId\":5,\"articleId\":\"a\"," + AT + "}", "wrong-type"),
                bad(Topics.CLICKS, "u", "{\"userId\":\"u\",\"articleId\":\"a\"}", "missing-field"),
                bad(Topics.CLICKS, "u", click("\"at\":\"yesterday\""), "invalid-time"),
                bad(Topics.CLICKS, "u", click("\"at\":\"2126-03-02T08:00:00Z\""), "time-in-future"),
                bad(Topics.CLICKS, "u", click("\"at\":-5"), "time-out-of-range"),
                bad(Topics.CLICKS, "u", click(AT + ",\"dwellSeconds\":NaN"), "not-json"),
                bad(Topics.CLICKS, "u", click(AT + ",\"dwellSeconds\":-1"), "out-of-range"),
                bad(Topics.CLICKS, "u", click(AT + ",\"kind\":\"dance\""), "invalid-value"),
                bad(Topics.CLICKS, "other", click(AT), "key-mismatch"),
                bad(Topics.CLICKS, null, click(AT), "missing-key"),
                bad(Topics.CLICKS, "u", "{\"x\":" + deep, "too-complex"),
                bad(Topics.ARTICLES, "a", "{\"id\":\"a\",\"publishedAt\":\"2026-03-02T08:00:00Z\"}", "missing-field"),
                bad(Topics.ARTICLES, "a", "{\"id\":\"a\",\"title\":\" \",\"publishedAt\":0}", "blank"),
                bad(Topics.ARTICLES, null, null, "missing-key"),
                bad(Topics.IMPRESSIONS, "u", "{\"userId\":\"u\",\"articleIds\":[]," + AT + "}", "blank"),
                bad(Topics.ERASURES, null, "{}", "missing-key"));
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @MethodSource
    void refused(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value, String reason) {
        freshet.send(topic, key, value);

        TestRecord<byte[], byte[]> letter = freshet.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo(reason);
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("freshet." + topic.name());
        assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.MESSAGE)).isNotBlank();
        assertThat(freshet.measured.rejected).containsEntry(topic.name() + " " + reason, 1);
        assertThat(freshet.measured.accepted).isEmpty();
    }

    @Test
    void refusedRecordTooLargeToBeSentOnIsKeptInPartWithItsSizes() {
        byte[] value = bytes("{" + "x".repeat(3 << 20));
        byte[] key = bytes("k".repeat(100_000));
        freshet.send(Topics.CLICKS, key, value);

        TestRecord<byte[], byte[]> letter = freshet.deadLetters().get(0);
        assertThat(letter.key()).hasSize(DeadLetterContent.CUT_BYTES).startsWith(bytes("kkk"));
        assertThat(letter.value()).hasSize(DeadLetterContent.CUT_BYTES).startsWith(bytes("{xx"));
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo("not-json");
        assertThat(header(letter, DeadLetterContent.KEY_BYTES)).isEqualTo("100000");
        assertThat(header(letter, DeadLetterContent.VALUE_BYTES)).isEqualTo(Integer.toString(1 + (3 << 20)));
        assertThat(header(letter, DeadLetterContent.HEADERS_BYTES)).isEqualTo("0");
    }

    @Test
    void streamGoesOnAfterABadRecord() {
        freshet.send(Topics.CLICKS, bytes("u"), bytes("{"));
        freshet.click("u", "a");

        assertThat(freshet.output(Topics.RECOMMENDATIONS).readValuesToList()).hasSize(1);
        assertThat(freshet.deadLetters()).hasSize(1);
    }

    @Test
    void giantBodyIsCutAndUnderstood() {
        String body = "striker ".repeat(40_000);
        freshet.send(
                Topics.ARTICLES,
                bytes("a"),
                bytes("{\"id\":\"a\",\"title\":\"Long\",\"body\":\"" + body
                        + "\",\"publishedAt\":\"2026-03-02T08:00:00Z\"}"));

        assertThat(freshet.output(Topics.ARTICLE_PROFILES).readValuesToList()).hasSize(1);
    }

    @Test
    void unknownFieldsAreIgnored() {
        freshet.send(Topics.CLICKS, bytes("u"), bytes(click(AT + ",\"mood\":{\"sunny\":[1,2]}")));

        assertThat(freshet.measured.accepted).containsEntry("clicks", 1);
    }

    private static String click(String rest) {
        return "{\"userId\":\"u\",\"articleId\":\"a\"," + rest + "}";
    }

    private static Arguments bad(Topic<?, ?> topic, @Nullable String key, @Nullable String value, String reason) {
        return Arguments.of(topic, key == null ? null : bytes(key), value == null ? null : bytes(value), reason);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        Headers headers = letter.headers();
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
