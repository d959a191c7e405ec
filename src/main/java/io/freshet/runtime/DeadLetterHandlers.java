package io.freshet.runtime;

import io.freshet.codec.binary.OtherVersionException;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.topology.context.LogThrottle;
import io.freshet.topology.context.Measurement;
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
 * Error handlers of Kafka Streams that send a failed record to the dead-letter topic and let processing continue. Each
 * handler also logs the record's topic, partition and offset, and counts the record as rejected. A record of a global
 * store is logged and counted only. Infrastructure failures (a store, a full disk, a broker) are not the record's
 * fault: they stop the thread and the record is processed again. The headers are the same as those of the topology's
 * own dead letters and, except for the reason, the same as Kafka's.
 */
public final class DeadLetterHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandlers.class);

    /**
     * Header with the reason code, one of {@link #REASONS}. The topology's own dead letters carry other codes in this
     * header.
     */
    public static final String REASON_HEADER = "__streams.errors.reason";
    /** Header with the message of the failure, at most {@value #MESSAGE_CHARS_MAX} characters. */
    public static final String MESSAGE_HEADER = "__streams.errors.message";

    public static final String TOPIC_HEADER = "__streams.errors.topic";
    public static final String PARTITION_HEADER = "__streams.errors.partition";
    public static final String OFFSET_HEADER = "__streams.errors.offset";

    /** Reason code: the bytes of the record could not be decoded. */
    public static final String UNREADABLE = "unreadable";
    /** Reason code: a processor threw an exception, which is a fault in Freshet. */
    public static final String PROCESSING_FAILED = "processing-failed";
    /** Reason code: the record in the dead letter exceeds a size limit and was not sent to its topic. */
    public static final String TOO_LARGE_TO_SEND = "too-large-to-send";

    /** All reason codes of this class. */
    public static final List<String> REASONS = List.of(UNREADABLE, PROCESSING_FAILED, TOO_LARGE_TO_SEND);

    private static final int MESSAGE_CHARS_MAX = 500;

    private static final String NO_TOPIC = "none";

    private DeadLetterHandlers() {}

    /** Sends a record whose bytes cannot be decoded to the dead-letter topic. */
    public static final class Reading extends RejectingHandler implements DeserializationExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
            boolean stray = exception instanceof OtherVersionException
                    && foreignVersions().isStray(Objects.toString(context.topic(), NO_TOPIC));
            if (!stray && isInfrastructureFailure(exception)) {
                return Response.fail();
            }
            return Response.resume(reject(
                    UNREADABLE, context, new RawRecord(record.key(), record.value(), context.headers()), exception));
        }
    }

    /** Sends an input record to the dead-letter topic if a processor threw an exception for the record. */
    public static final class Processing extends RejectingHandler implements ProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
            if (isInfrastructureFailure(exception)) {
                return Response.fail();
            }
            return Response.resume(reject(PROCESSING_FAILED, context, exception));
        }
    }

    /**
     * Handles failures to send an output record: an oversize record goes to the dead-letter topic; other failures are
     * retried or stop the thread. The dead letter of an oversize record holds that record, not the input event, because
     * Streams no longer has the event. For a record that cannot be serialised, the dead letter holds the input event.
     */
    public static final class Sending extends RejectingHandler implements ProductionExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            if (exception instanceof RecordNotSentException tooLarge) {
                recordNotWritten(record.topic());
                // FencedClients sends the dead letter of a changelog record; a dead letter gets none of its own.
                boolean hasDeadLetter = record.topic().equals(deadLetterTopic())
                        || record.topic().endsWith(ApplicationTopics.CHANGELOG_SUFFIX);
                List<ProducerRecord<byte[], byte[]>> letters = reject(
                        TOO_LARGE_TO_SEND,
                        context,
                        new RawRecord(record.key(), record.value(), record.headers()),
                        tooLarge);
                return Response.resume(hasDeadLetter ? List.of() : letters);
            }
            // The broker's rejection has aborted the transaction: the event is read again, and by then the producer
            // knows the limit.
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
     * Whether an exception comes from the infrastructure, such as a store, a broker or the JVM, and not from the record
     * being processed. Interrupts and data written by another version count as infrastructure. Kafka Streams 4.4.0
     * throws the broker's rejection of an earlier record once, in the processor that sends the next record: a handler
     * that continued would lose the earlier record and blame the next.
     */
    static boolean isInfrastructureFailure(Throwable exception) {
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

    /** Key, value and headers of a rejected record, not decoded; each may be null. */
    @SuppressWarnings("ArrayRecordComponent") // Raw bytes in transit; never compared.
    private record RawRecord(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Headers headers) {}

    /** Base class of the three handlers: logs and counts a rejected record and makes its dead letter. */
    private abstract static class RejectingHandler implements Configurable {
        private final LogThrottle throttle = LogThrottle.standard();
        private Measurements measurements = Measurements.NONE;
        private ForeignVersionDetector foreignVersions = ForeignVersionDetector.of(Map.of());
        private String topicPrefix = "";
        private String applicationId = "";
        private @Nullable String deadLetterTopic;

        @Override
        public void configure(Map<String, ?> configs) {
            if (configs.get(StreamsProperties.MEASUREMENTS) instanceof Measurements given) {
                measurements = given;
            }
            foreignVersions = ForeignVersionDetector.of(configs);
            topicPrefix = Objects.toString(configs.get(StreamsProperties.TOPIC_PREFIX), "");
            applicationId = Objects.toString(configs.get(StreamsConfig.APPLICATION_ID_CONFIG), "");
            Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
            deadLetterTopic = topic == null ? null : topic.toString();
        }

        ForeignVersionDetector foreignVersions() {
            return foreignVersions;
        }

        @Nullable
        String deadLetterTopic() {
            return deadLetterTopic;
        }

        void recordNotWritten(String topic) {
            measurements.record(new Measurement.RecordOversized(contractName(topic)));
        }

        private String contractName(String topic) {
            return ApplicationTopics.contractName(topic, topicPrefix, applicationId);
        }

        List<ProducerRecord<byte[], byte[]>> reject(String reason, ErrorHandlerContext context, Exception exception) {
            return reject(
                    reason,
                    context,
                    new RawRecord(context.sourceRawKey(), context.sourceRawValue(), context.headers()),
                    exception);
        }

        List<ProducerRecord<byte[], byte[]>> reject(
                String reason, ErrorHandlerContext context, RawRecord rejected, Exception exception) {
            logRejected(reason, context, exception);
            String topic = Objects.toString(context.topic(), NO_TOPIC);
            measurements.record(new Measurement.EventRejected(contractName(topic), reason));
            if (deadLetterTopic == null || isGlobalStore(context)) {
                return List.of();
            }
            DeadLetterContent kept = DeadLetterContent.of(
                    rejected.key(),
                    rejected.value(),
                    Objects.requireNonNullElseGet(rejected.headers(), RecordHeaders::new));
            Headers headers = kept.headers();
            header(headers, REASON_HEADER, reason);
            header(headers, MESSAGE_HEADER, message(exception));
            header(headers, TOPIC_HEADER, topic);
            header(headers, PARTITION_HEADER, Integer.toString(context.partition()));
            header(headers, OFFSET_HEADER, Long.toString(context.offset()));
            // A punctuator has no record and so no timestamp: null makes the producer use the send time.
            Long timestamp = context.timestamp() < 0 ? null : context.timestamp();
            return List.of(new ProducerRecord<>(deadLetterTopic, null, timestamp, kept.key(), kept.value(), headers));
        }

        /**
         * Logs a rejection, at most once in ten seconds per topic and reason. The line has the stack trace if the fault
         * is in Freshet.
         */
        void logRejected(String reason, ErrorHandlerContext context, Exception exception) {
            throttle.pass(context.topic() + " " + reason)
                    .ifPresent(suppressed -> LOG.error(
                            "dead letter ({}): {} at {}, {} more since the last such line: {}",
                            reason,
                            coordinates(context),
                            context.processorNodeId(),
                            suppressed,
                            message(exception),
                            reason.equals(PROCESSING_FAILED) ? exception : null));
        }

        private static String coordinates(ErrorHandlerContext context) {
            return context.topic() == null
                    ? "scheduled work"
                    : context.topic() + "-" + context.partition() + " offset " + context.offset();
        }

        /**
         * Whether the failed record was read for a global store, whose thread has no producer and so cannot send a dead
         * letter. Kafka Streams 4.4.0 fails there with a ClassCastException when a handler returns a dead letter, which
         * ends the instance at every start.
         */
        private static boolean isGlobalStore(ErrorHandlerContext context) {
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
