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
 * Freshet's input and output topics with their serdes, as {@code topology/topics.yaml} declares them. Input topics have
 * raw bytes: processors decode them with {@link EventDecoder}, so that an invalid record reaches the dead letters
 * unchanged.
 */
public final class Topics {
    /** Announced, corrected and withdrawn articles, keyed by articleId. */
    public static final Topic<byte[], byte[]> ARTICLES = raw("articles");
    /** Actions of readers on articles, keyed by userId. */
    public static final Topic<byte[], byte[]> CLICKS = raw("clicks");
    /** Articles shown to readers, keyed by userId. */
    public static final Topic<byte[], byte[]> IMPRESSIONS = raw("impressions");
    /** Requests to erase a reader's data, keyed by userId. */
    public static final Topic<byte[], byte[]> ERASURES = raw("erasures");

    /** The latest list of recommendations for each reader, keyed by userId; a null value erases the list. */
    public static final Topic<String, Recommendations> RECOMMENDATIONS =
            answer("recommendations", AnswerEncoder::encode, AnswerDecoder::recommendations);
    /**
     * Recommendation lists of the tested recommender in a shadow experiment, which readers never see, keyed by userId;
     * a null value erases the list.
     */
    public static final Topic<String, Recommendations> SHADOW_RECOMMENDATIONS =
            answer("shadow-recommendations", AnswerEncoder::encode, AnswerDecoder::recommendations);
    /** Most-read lists, keyed by {@linkplain Trending#scope() scope} and time window, such as {@code all/1h}. */
    public static final Topic<String, Trending> TRENDING =
            answer("trending", AnswerEncoder::encode, AnswerDecoder::trending);
    /**
     * The articles most similar to each article, keyed by articleId; a null value after the article was withdrawn or
     * expired.
     */
    public static final Topic<String, Related> RELATED =
            answer("related", AnswerEncoder::encode, AnswerDecoder::related);
    /**
     * Language, category and keywords of each article, keyed by articleId; a null value after the article was withdrawn
     * or expired.
     */
    public static final Topic<String, ArticleProfile> ARTICLE_PROFILES =
            answer("article-profiles", AnswerEncoder::encode, AnswerDecoder::articleProfile);
    /** Rejected events: key and value as received, the reason in headers. */
    public static final Topic<byte[], byte[]> DEAD_LETTERS = raw("dead-letters");

    /** All topics of this class, input and output. */
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
    private interface ValueDecoder<V> {
        V decode(byte[] value) throws RejectedEventException;
    }

    private static Topic<byte[], byte[]> raw(String name) {
        return new Topic<>(name, Serdes.ByteArray(), Serdes.ByteArray());
    }

    @SuppressWarnings("NullAway") // Kafka passes nulls through serdes: a null record value is a deletion.
    private static <V> Topic<String, V> answer(String name, Function<V, byte[]> encoder, ValueDecoder<V> decoder) {
        Serializer<V> serializer = (topic, value) -> value == null ? null : encoder.apply(value);
        Deserializer<V> deserializer = (topic, bytes) -> {
            try {
                return bytes == null ? null : decoder.decode(bytes);
            } catch (RejectedEventException e) {
                throw new SerializationException(
                        "a value on " + topic + " is not valid " + name + ": " + e.getMessage(), e);
            }
        };
        Serde<V> serde = Serdes.serdeFrom(serializer, deserializer);
        return new Topic<>(name, Serdes.String(), serde);
    }
}
