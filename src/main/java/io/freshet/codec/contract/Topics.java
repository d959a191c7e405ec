package io.freshet.codec.contract;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.AnswerDecoder;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.codec.json.EventDecoder;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The topics the newsroom sees, as {@code topology/topics.yaml} declares them. What comes in travels as raw bytes: the
 * processors decode it themselves with {@link EventDecoder}, so that a bad record reaches the dead letters exactly as
 * it came.
 */
public final class Topics {
    /** Announced, corrected and withdrawn articles by articleId. */
    public static final Topic<byte[], byte[]> ARTICLES = raw("articles");
    /** What readers did, by userId. */
    public static final Topic<byte[], byte[]> CLICKS = raw("clicks");
    /** What readers were shown, by userId. */
    public static final Topic<byte[], byte[]> IMPRESSIONS = raw("impressions");
    /** Readers to be forgotten, by userId. */
    public static final Topic<byte[], byte[]> ERASURES = raw("erasures");

    /** A list per reader, by userId; null erases it. */
    public static final Topic<String, Recommendations> RECOMMENDATIONS =
            answer("recommendations", AnswerEncoder::encode, AnswerDecoder::recommendations);
    /** Lists that an experiment made and nobody saw, by userId; null erases one. */
    public static final Topic<String, Recommendations> SHADOW_RECOMMENDATIONS =
            answer("shadow-recommendations", AnswerEncoder::encode, AnswerDecoder::recommendations);
    /** Most-read lists by {@linkplain Trending#scope() scope}. */
    public static final Topic<String, Trending> TRENDING =
            answer("trending", AnswerEncoder::encode, AnswerDecoder::trending);
    /** Nearest articles by articleId; null when the article is withdrawn. */
    public static final Topic<String, Related> RELATED =
            answer("related", AnswerEncoder::encode, AnswerDecoder::related);
    /** Tags by articleId; null when the article is withdrawn. */
    public static final Topic<String, ArticleProfile> ARTICLE_PROFILES =
            answer("article-profiles", AnswerEncoder::encode, AnswerDecoder::articleProfile);
    /** Events that were refused, key and value as received, the reason in headers. */
    public static final Topic<byte[], byte[]> DEAD_LETTERS = raw("dead-letters");

    /** Every topic of the contract with the newsroom. */
    public static final List<Topic<?, ?>> EXTERNAL = List.of(
            ARTICLES,
            CLICKS,
            IMPRESSIONS,
            ERASURES,
            RECOMMENDATIONS,
            SHADOW_RECOMMENDATIONS,
            TRENDING,
            RELATED,
            ARTICLE_PROFILES,
            DEAD_LETTERS);

    private Topics() {}

    @FunctionalInterface
    private interface Decoding<V> {
        V decode(byte[] value) throws RejectedEventException;
    }

    private static Topic<byte[], byte[]> raw(String name) {
        return new Topic<>(name, Serdes.ByteArray(), Serdes.ByteArray());
    }

    @SuppressWarnings("NullAway") // Kafka passes nulls through serdes: a null record value is a deletion.
    private static <V> Topic<String, V> answer(String name, Function<V, byte[]> encoding, Decoding<V> decoding) {
        Serializer<V> serializer = (topic, value) -> value == null ? null : encoding.apply(value);
        Deserializer<V> deserializer = (topic, bytes) -> {
            try {
                return bytes == null ? null : decoding.decode(bytes);
            } catch (RejectedEventException e) {
                throw new SerializationException("a value on " + topic + " is no " + name + ": " + e.getMessage(), e);
            }
        };
        Serde<V> serde = Serdes.serdeFrom(serializer, deserializer);
        return new Topic<>(name, Serdes.String(), serde);
    }
}
