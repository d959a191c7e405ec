package io.freshet.runtime;

import io.freshet.codec.binary.OtherVersionException;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.topology.context.LogThrottle;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.intake.DeadLetterContent;
import io.freshet.topology.store.ForeignVersionDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
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
 * Handles a record at which the code failed: logs it with its coordinates, counts it as rejected and sends it to the
 * dead letters as received; the stream goes on. Failures of the machinery itself (a store, a full disk, a broker) are not
 * the record's fault: they stop the thread, and nothing is lost. The headers are those of the topology's own dead letters
 * and, except for the reason, of Kafka's.
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
    /** A record made from it is too large for the broker. */
    public static final String TOO_LARGE_TO_SEND = "too-large-to-send";

    /** All these codes. */
    public static final List<String> REASONS = List.of(UNREADABLE, PROCESSING_FAILED, TOO_LARGE_TO_SEND);

    private static final int MESSAGE_CHARS_MAX = 500;

    private static final String NO_TOPIC = "none";

    private DeadLetterHandlers() {}

    /** Answers records whose bytes cannot be read. */
    public static final class Reading extends Rejecting implements DeserializationExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
            boolean stray = exception instanceof OtherVersionException
                    && strays().isStray(Objects.toString(context.topic(), NO_TOPIC));
            if (!stray && isMachinery(exception)) {
                return Response.fail();
            }
            return Response.resume(
                    reject(UNREADABLE, context, record.key(), record.value(), context.headers(), exception));
        }
    }

    /** Answers records at which a processor failed. */
    public static final class Processing extends Rejecting implements ProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
            if (isMachinery(exception)) {
                return Response.fail();
            }
            return Response.resume(reject(PROCESSING_FAILED, context, exception));
        }
    }

    /**
     * Answers records that cannot be sent. One that is too large is kept in its dead letter in place of the event it was made
     * of, which Streams no longer has by then.
     */
    public static final class Sending extends Rejecting implements ProductionExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            if (exception instanceof RecordNotSentException tooLarge) {
                recordNotWritten(record.topic());
                boolean hasLetter = record.topic().equals(deadLetterTopic())
                        || record.topic().endsWith(ApplicationTopics.CHANGELOG_SUFFIX);
                List<ProducerRecord<byte[], byte[]>> letters =
                        reject(TOO_LARGE_TO_SEND, context, record.key(), record.value(), record.headers(), tooLarge);
                return Response.resume(hasLetter ? List.of() : letters);
            }
            // Refused by the broker, which has spoilt the transaction by now: the event is read again, and then the
            // producer knows the limit.
            return exception instanceof RetriableException ? Response.retry() : Response.fail();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Response handleSerializationError(
                ErrorHandlerContext context,
                ProducerRecord record,
                Exception exception,
                SerializationExceptionOrigin origin) {
            return Response.resume(reject(PROCESSING_FAILED, context, exception));
        }
    }

    /**
     * Whether a store, the native library, a broker or the build as a whole failed, rather than the code at this record.
     * Kafka Streams 4.4.0 tells a broker's refusal of an earlier record to the processor that sends the next one, and only
     * once: a handler that goes on there loses the earlier record and takes the next one for its cause.
     */
    static boolean isMachinery(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException
                    || cause instanceof ApiException
                    || cause instanceof InterruptException
                    || cause instanceof RocksDBException
                    || cause instanceof OtherVersionException
                    || cause instanceof Error
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** The configuration of the three handlers and how they refuse a record. */
    private abstract static class Rejecting implements Configurable {
        private final LogThrottle throttle = LogThrottle.standard();
        private Measurements measurements = Measurements.NONE;
        private ForeignVersionDetector strays = ForeignVersionDetector.of(Map.of());
        private String topicPrefix = "";
        private String applicationPrefix = "";
        private @Nullable String deadLetterTopic;

        @Override
        public void configure(Map<String, ?> configs) {
            if (configs.get(StreamsProperties.MEASUREMENTS) instanceof Measurements given) {
                measurements = given;
            }
            strays = ForeignVersionDetector.of(configs);
            topicPrefix = Objects.toString(configs.get(StreamsProperties.TOPIC_PREFIX), "");
            applicationPrefix = Objects.toString(configs.get(StreamsConfig.APPLICATION_ID_CONFIG), "") + "-";
            Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
            deadLetterTopic = topic == null ? null : topic.toString();
        }

        ForeignVersionDetector strays() {
            return strays;
        }

        @Nullable
        String deadLetterTopic() {
            return deadLetterTopic;
        }

        void recordNotWritten(String topic) {
            measurements.recordNotWritten(plain(topic));
        }

        /** The topic's name in the contract: without the prefix of topics, or of the changelogs of the application. */
        private String plain(String topic) {
            return topic.startsWith(topicPrefix)
                    ? topic.substring(topicPrefix.length())
                    : topic.startsWith(applicationPrefix) ? topic.substring(applicationPrefix.length()) : topic;
        }

        List<ProducerRecord<byte[], byte[]>> reject(String reason, ErrorHandlerContext context, Exception exception) {
            return reject(
                    reason, context, context.sourceRawKey(), context.sourceRawValue(), context.headers(), exception);
        }

        List<ProducerRecord<byte[], byte[]>> reject(
                String reason,
                ErrorHandlerContext context,
                byte @Nullable [] key,
                byte @Nullable [] value,
                @Nullable Headers received,
                Exception exception) {
            logRejected(reason, context, exception);
            String topic = Objects.toString(context.topic(), NO_TOPIC);
            measurements.eventRejected(plain(topic), reason);
            if (deadLetterTopic == null || isGlobal(context)) {
                return List.of();
            }
            DeadLetterContent kept =
                    DeadLetterContent.of(key, value, received == null ? new RecordHeaders() : received);
            Headers headers = kept.headers();
            header(headers, REASON_HEADER, reason);
            header(headers, MESSAGE_HEADER, message(exception));
            header(headers, TOPIC_HEADER, topic);
            header(headers, PARTITION_HEADER, Integer.toString(context.partition()));
            header(headers, OFFSET_HEADER, Long.toString(context.offset()));
            // Without a time, as where no record is in work, it is given that of its sending.
            Long timestamp = context.timestamp() < 0 ? null : context.timestamp();
            return List.of(new ProducerRecord<>(deadLetterTopic, null, timestamp, kept.key(), kept.value(), headers));
        }

        /** Logs each topic and reason once in ten seconds, with the stack if the fault is in Freshet. */
        void logRejected(String reason, ErrorHandlerContext context, Exception exception) {
            throttle.pass(context.topic() + " " + reason)
                    .ifPresent(suppressed -> LOG.error(
                            "dead letter ({}): {} at {}, {} more since the last line: {}",
                            reason,
                            coordinates(context),
                            context.processorNodeId(),
                            suppressed,
                            message(exception),
                            reason.equals(PROCESSING_FAILED) ? exception : null));
        }

        private static String coordinates(ErrorHandlerContext context) {
            return context.topic() == null
                    ? "work by the clock"
                    : context.topic() + "-" + context.partition() + " offset " + context.offset();
        }

        /**
         * Whether a global store is filled. Its thread has no producer: Kafka Streams 4.4.0 fails with a ClassCastException,
         * which ends the instance at every start, when it is to send a dead letter there.
         */
        private static boolean isGlobal(ErrorHandlerContext context) {
            return context.taskId() != null && context.taskId().subtopology() < 0;
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
