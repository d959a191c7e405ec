package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.codec.Examples;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
    private static final String AT = "2026-11-23T10:15:30Z";

    private final EventDecoder decoder =
            new EventDecoder(new EventClock(InstantSource.fixed(NOW), Duration.ofMinutes(10)));

    @Test
    void nullAndBlankFieldsCountAsAbsent() throws RejectedEventException {
        Click click = decoder.click(
                utf8("u"),
                utf8("{\"userId\":\"u\",\"articleId\":\"a\",\"at\":\"" + AT
                        + "\",\"eventId\":\"\",\"sessionId\":null,\"segments\":{\"device\":null,\"region\":\" \"}}"));

        assertThat(click).isEqualTo(Click.of("u", "a", NOW.toEpochMilli()));
    }

    @Test
    void readsEveryFieldOfAClick() throws RejectedEventException {
        Click click = decoder.click(
                utf8("u"),
                Examples.bytes(Examples.named("clicks", "full").json().put("userId", "u")));

        assertThat(click)
                .isEqualTo(new Click(
                        "u",
                        "rate-decision-2026-11",
                        Instant.parse("2026-11-23T10:17:45Z").toEpochMilli(),
                        "3f0e7c1a-5a52-4f0e-9f5c-1b8f3d1f6a77",
                        "session-991",
                        ClickKind.SHARE,
                        48.5,
                        Map.of("device", "phone", "referrer", "search", "region", "north")));
    }

    @Test
    void articleWithoutExpiryNeverExpires() throws RejectedEventException {
        assertThat(article("\"title\":\"t\"").expiresAtMillis()).isEqualTo(Article.NEVER);
    }

    @Test
    void marksOfWritingDirectionBecomeSpacesExceptWithinWords() throws RejectedEventException {
        Article article = article(
                "\"title\":\"a\\u202egnp.b\\u2066c\\u2069\\u2028d\",\"body\":\"\\u0645\\u06cc\\u200c\\u062e\\u200f\"");
        assertThat(article.title()).isEqualTo("a gnp.b c  d");
        assertThat(article.body()).isEqualTo("\u0645\u06cc\u200c\u062e\u200f");
    }

    @Test
    void controlCharactersAndLoneSurrogatesInTextBecomeSpaces() throws RejectedEventException {
        Article article = article("\"title\":\"a\\tb\\ud83dc\\ude00d\\ud83d\\ude00\",\"body\":\"1\\n2\\u0000\","
                + "\"tags\":[\" x\\ty \"],\"category\":\"\\u0085sport\"");

        assertThat(article.title()).isEqualTo("a b c d\ud83d\ude00");
        assertThat(article.body()).isEqualTo("1 2 ");
        assertThat(article.tags()).containsExactly("x y");
        assertThat(article.category()).isEqualTo("sport");
    }

    @Test
    void canonicallyEqualTextsAndLabelsAreEqual() throws RejectedEventException {
        Article decomposed = article("\"title\":\"Cafe\u0301\",\"body\":\"Ko\u0308ln\",\"tags\":[\"Zu\u0308rich\"],"
                + "\"category\":\"E\u0301conomie\"");

        assertThat(decomposed)
                .isEqualTo(article(
                        "\"title\":\"Café\",\"body\":\"Köln\",\"tags\":[\"Zürich\"]," + "\"category\":\"Économie\""));
    }

    @Test
    void loneSurrogateInAnIdentifierIsRejectedBecauseAllEncodeToTheSameUtf8() {
        assertThat(rejection(utf8("u"), click("u").replace("\"a\"", "\"a\\ud83d\""))
                        .reason())
                .isEqualTo(RejectionReason.INVALID_VALUE);
    }

    @Test
    void longBodyIsCutWithoutSplittingASurrogatePair() throws RejectedEventException {
        String body = "x".repeat(Limits.BODY_CHARS_MAX - 1) + "\ud83d\ude00" + "x".repeat(100);

        assertThat(article("\"title\":\"t\",\"body\":\"" + body + "\"").body())
                .isEqualTo("x".repeat(Limits.BODY_CHARS_MAX - 1));
    }

    @Test
    void byteOrderMarkIsSkipped() throws RejectedEventException {
        assertThat(decoder.click(utf8("u"), utf8("\ufeff" + click("u"))).userId())
                .isEqualTo("u");
    }

    @Test
    void keyMustBeTheIdentifierOfTheValue() {
        assertThat(rejection(null, click("u")).reason()).isEqualTo(RejectionReason.MISSING_KEY);
        assertThat(rejection(new byte[0], click("u")).reason()).isEqualTo(RejectionReason.MISSING_KEY);
        assertThat(rejection(new byte[] {(byte) 0xff}, click("u")).reason()).isEqualTo(RejectionReason.INVALID_KEY);
        assertThat(rejection(utf8(" "), click("u")).reason()).isEqualTo(RejectionReason.INVALID_KEY);
        assertThat(rejection(utf8("v"), click("u")).reason()).isEqualTo(RejectionReason.KEY_MISMATCH);
        assertThat(rejection(utf8("\"u\""), click("u")))
                .hasMessage("key is \"\"u\"\" but userId is \"u\"; send the userId as the key, as plain text");
    }

    @Test
    void keyAloneIdentifiesWithdrawnArticlesAndErasedReaders() throws RejectedEventException {
        assertThat(decoder.articleId(utf8("新闻"))).isEqualTo("新闻");
        assertThat(decoder.erasedUserId(utf8("u"))).isEqualTo("u");
        assertThat(catchThrowableOfType(RejectedEventException.class, () -> decoder.erasedUserId(null))
                        .reason())
                .isEqualTo(RejectionReason.MISSING_KEY);
    }

    @Test
    void timeIsRejectedOnlyBeyondTheTolerance() throws RejectedEventException {
        String within = click("u").replace(AT, "2026-11-23T18:25:30+08:00");
        String beyond = click("u").replace(AT, "2026-11-23T10:25:30.001Z");

        assertThat(decoder.click(utf8("u"), utf8(within)).atMillis())
                .isEqualTo(NOW.plus(Duration.ofMinutes(10)).toEpochMilli());
        assertThat(rejection(utf8("u"), beyond))
                .hasMessage("at is \"2026-11-23T10:25:30.001Z\", later than 2026-11-23T10:25:30.000Z;"
                        + " correct the sender's clock or time zone")
                .extracting(RejectedEventException::reason)
                .isEqualTo(RejectionReason.TIME_IN_FUTURE);
        assertThat(rejection(utf8("u"), click("u").replace(AT, "1970-01-01T23:59:59Z"))
                        .reason())
                .isEqualTo(RejectionReason.TIME_OUT_OF_RANGE);
        assertThat(decoder.click(utf8("u"), utf8(click("u").replace(AT, "1970-01-02T00:00:00Z")))
                        .atMillis())
                .isEqualTo(JsonTime.MILLIS_MIN);
    }

    @Test
    void expiryMayBeInTheFutureButNotBeforePublication() throws RejectedEventException {
        assertThat(article("\"title\":\"t\",\"expiresAt\":\"2030-01-01T00:00:00Z\"")
                        .expiresAtMillis())
                .isEqualTo(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli());
        RejectedEventException rejection = catchThrowableOfType(
                RejectedEventException.class, () -> article("\"title\":\"t\",\"expiresAt\":\"2026-11-23T10:15:29Z\""));
        assertThat(rejection.reason()).isEqualTo(RejectionReason.OUT_OF_RANGE);
        assertThat(rejection.field()).isEqualTo("expiresAt");
    }

    @Test
    void repeatedFieldIsRejectedOnlyIfItIsKnown() throws RejectedEventException {
        String twice = click("u").replace("}", ",\"userId\":\"u\"}");
        String unknownTwice = click("u").replace("}", ",\"x\":{\"userId\":1},\"x\":[[{}]]}");

        assertThat(rejection(utf8("u"), twice).reason()).isEqualTo(RejectionReason.DUPLICATE_FIELD);
        assertThat(decoder.click(utf8("u"), utf8(unknownTwice)).userId()).isEqualTo("u");
    }

    @Test
    void valueThatIsNotOneJsonObjectIsRejectedWithItsReason() {
        assertThat(reason("")).isEqualTo(RejectionReason.EMPTY_VALUE);
        assertThat(reason("  \n")).isEqualTo(RejectionReason.EMPTY_VALUE);
        assertThat(reason("hello")).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason("{\"userId\":\"u\"")).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason(click("u") + click("u"))).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason(click("u") + "]")).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason(click("u").replace("}", ",\"dwellSeconds\":NaN}"))).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason(click("u").replace("}", ",\"dwellSeconds\":Infinity}")))
                .isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason("[]")).isEqualTo(RejectionReason.NOT_AN_OBJECT);
        assertThat(reason("null")).isEqualTo(RejectionReason.NOT_AN_OBJECT);
        assertThat(reason("\"u\"")).isEqualTo(RejectionReason.NOT_AN_OBJECT);
        assertThat(reason("{\"x\":" + "[".repeat(100_000))).isEqualTo(RejectionReason.TOO_COMPLEX);
        assertThat(reason("{\"at\":" + "9".repeat(100_000) + "}")).isEqualTo(RejectionReason.TOO_COMPLEX);
        assertThat(rejection(utf8("u"), (byte[]) null).reason()).isEqualTo(RejectionReason.EMPTY_VALUE);
        assertThat(rejection(utf8("u"), new byte[EventDecoder.VALUE_BYTES_MAX + 1])
                        .reason())
                .isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Test
    void messageNamesFieldRemedyAndShortenedValue() {
        assertThat(rejection(utf8("u"), click("u").replace("\"a\"", "5")))
                .hasMessage("articleId is the number 5; send a string");
        assertThat(rejection(utf8("u"), click("u").replace("\"a\"", "\"" + "y".repeat(1000) + "\"")))
                .hasMessage(
                        "articleId is \"" + "y".repeat(60) + "\"... (1000 characters); send at most 256 characters");
        assertThat(rejection(utf8("u"), click("u").replace("\"" + AT + "\"", "1795428930")))
                .hasMessage("at is 1795428930, which looks like seconds; multiply it by 1000 to send milliseconds");
    }

    @Test
    void toleranceIsBounded() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> new EventClock(InstantSource.system(), Duration.ofMillis(-1))))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> new EventClock(InstantSource.system(), Duration.ofSeconds(Long.MAX_VALUE))))
                .isNotNull();
    }

    private Article article(String fields) throws RejectedEventException {
        return decoder.article(utf8("a"), utf8("{\"id\":\"a\",\"publishedAt\":\"" + AT + "\"," + fields + "}"));
    }

    private static String click(String userId) {
        return "{\"userId\":\"" + userId + "\",\"articleId\":\"a\",\"at\":\"" + AT + "\"}";
    }

    private RejectionReason reason(String value) {
        return rejection(utf8("u"), value).reason();
    }

    private RejectedEventException rejection(byte @Nullable [] key, String value) {
        return rejection(key, utf8(value));
    }

    private RejectedEventException rejection(byte @Nullable [] key, byte @Nullable [] value) {
        RejectedEventException rejection =
                catchThrowableOfType(RejectedEventException.class, () -> decoder.click(key, value));
        assertThat(rejection).isNotNull();
        return rejection;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
