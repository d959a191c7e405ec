package io.freshet.runtime;

import io.freshet.codec.OtherVersionException;
import io.freshet.topology.DeadLetterContent;
import io.freshet.topology.Measurements;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record at which the code failed: it is logged with its coordinates, counted as rejected and sent to
 * the dead letters as received, and the stream goes on. Failures of the machinery itself (a store, a full disk) are not
 * the record's fault: they stop the thread, and nothing is lost. The headers are those of the topology's own dead letters
 * and, but for the reason, of Kafka's.
 */
public final class DeadLetterHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandlers.class);

    /** Why the record is a dead letter, one of the codes below. */
    public static final String REASON_HEADER = "__streams.errors.reason";
    /** The message of the failure, at most {@value #MESSAGE_CHARS_MAX} characters. */
    public static final String MESSAGE_HEADER = "__streams.errors.message";

    public static final String TOPIC_HEADER = "__streams.errors.topic";
    public static final String PARTITION_HEADER = "__streams.errors.partition";
    public static final String OFFSET_HEADER = "__streams.errors.offset";

    /** The bytes of an internal topic could not be read. */
    public static final String UNREADABLE = "unreadable";
    /** A processor failed at it: a fault in Freshet. */
    public static final String PROCESSING_FAILED = "processing-failed";
    /** What was made of it is too large for the broker. */
    public static final String TOO_LARGE_TO_SEND = "too-large-to-send";

    /** Every code of these. */
    public static final List<String> REASONS = List.of(UNREADABLE, PROCESSING_FAILED, TOO_LARGE_TO_SEND);

    private static final int MESSAGE_CHARS_MAX = 500;

    private DeadLetterHandlers() {}

    /** Answers records whose bytes cannot be read. */
    public static final class Reading extends Rejecting implements DeserializationExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
            if (isMachinery(exception)) {
                return Response.fail();
            }
            return Response.resume(reject(UNREADABLE, context, record.key(), record.value(), exception));
        }
    }

    /** Answers records at which a processor failed. */
    public static final class Processing extends Rejecting implements ProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
            if (isMachinery(exception)) {
                return Response.fail();
            }
            return Response.resume(
                    reject(PROCESSING_FAILED, context, context.sourceRawKey(), context.sourceRawValue(), exception));
        }
    }

    /** Answers records that cannot be sent. */
    public static final class Sending extends Rejecting implements ProductionExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            if (exception instanceof RecordTooLargeException) {
                return Response.resume(reject(
                        TOO_LARGE_TO_SEND, context, context.sourceRawKey(), context.sourceRawValue(), exception));
            }
            return exception instanceof RetriableException ? Response.retry() : Response.fail();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Response handleSerializationError(
                ErrorHandlerContext context,
                ProducerRecord record,
                Exception exception,
                SerializationExceptionOrigin origin) {
            return Response.resume(
                    reject(PROCESSING_FAILED, context, context.sourceRawKey(), context.sourceRawValue(), exception));
        }
    }

    /** Whether a store, the native library or the build as a whole failed, rather than the code at this record. */
    static boolean isMachinery(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException
                    || cause instanceof RocksDBException
                    || cause instanceof OtherVersionException
                    || cause instanceof Error
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** What the three have in common: what they are configured with, and how they refuse. */
    private abstract static class Rejecting implements Configurable {
        private Measurements measurements = Measurements.NONE;
        private String topicPrefix = "";
        private @Nullable String deadLetterTopic;

        @Override
        public void configure(Map<String, ?> configs) {
            if (configs.get(StreamsProperties.MEASUREMENTS) instanceof Measurements given) {
                measurements = given;
            }
            topicPrefix = Objects.toString(configs.get(StreamsProperties.TOPIC_PREFIX), "");
            Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
            deadLetterTopic = topic == null ? null : topic.toString();
        }

        List<ProducerRecord<byte[], byte[]>> reject(
                String reason,
                ErrorHandlerContext context,
                byte @Nullable [] key,
                byte @Nullable [] value,
                Exception exception) {
            String topic = Objects.toString(context.topic(), "none");
            LOG.error(
                    "dead letter ({}): {}-{} offset {} at {}",
                    reason,
                    topic,
                    context.partition(),
                    context.offset(),
                    context.processorNodeId(),
                    exception);
            measurements.eventRejected(
                    topic.startsWith(topicPrefix) ? topic.substring(topicPrefix.length()) : topic, reason);
            if (deadLetterTopic == null) {
                return List.of();
            }
            DeadLetterContent kept = DeadLetterContent.of(
                    key, value, context.headers() == null ? new RecordHeaders() : context.headers());
            Headers headers = kept.headers();
            header(headers, REASON_HEADER, reason);
            header(headers, MESSAGE_HEADER, message(exception));
            header(headers, TOPIC_HEADER, topic);
            header(headers, PARTITION_HEADER, Integer.toString(context.partition()));
            header(headers, OFFSET_HEADER, Long.toString(context.offset()));
            return List.of(new ProducerRecord<>(
                    deadLetterTopic, null, context.timestamp(), kept.key(), kept.value(), headers));
        }

        private static void header(Headers headers, String name, String value) {
            headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        }

        private static String message(Exception exception) {
            Throwable cause = exception;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
            return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX);
        }
    }
}
