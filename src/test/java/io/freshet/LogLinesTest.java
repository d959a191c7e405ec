package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks how the production logging configuration writes untrusted text and expected messages of Kafka. */
class LogLinesTest {
    private static final String STREAMS = "org.apache.kafka.streams.processor.internals.";

    @Test
    void unprintableCharactersBecomeQuestionMarks() {
        assertThat(line("Bad Authority: [x@\u009b31mFAKE\u001b[0m\u0007\u0000 \u202egnp.exe\u2028\u2066 \ud800]", null))
                .endsWith(" WARN  Named - Bad Authority: [x@?31mFAKE?[0m?? ?gnp.exe?? ?]\n");
    }

    @Test
    void textInAnyLanguageIsUnchanged() {
        assertThat(line("Grüße, 新闻 Новости أخبار \ud83d\ude00\tend", null))
                .endsWith(" - Grüße, 新闻 Новости أخبار \ud83d\ude00\tend\n");
    }

    @Test
    void lineBreaksInAMessageCannotForgeALogLine() {
        assertThat(line("first\n06:00:00.000 INFO  Fake - second\r\nthird\rfourth", null)
                        .lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(" - first"),
                        second -> assertThat(second).isEqualTo("    06:00:00.000 INFO  Fake - second"),
                        third -> assertThat(third).isEqualTo("    third?fourth"));
    }

    @Test
    void exceptionIsWrittenOnceWithItsStackAndNoControlCharacters() {
        String written = line("failed", new IllegalStateException("of \u009b31m\n06:00:00.000 INFO  Fake - text"));

        assertThat(written.lines().skip(1))
                .isNotEmpty()
                .allMatch(
                        line -> line.startsWith("    ") || line.startsWith("java.lang.IllegalStateException: of ?31m"));
        assertThat(written).containsOnlyOnce("java.lang.IllegalStateException").contains("\tat ");
    }

    @Test
    void requestThatAnEmbeddedControllerRepeatsIsOneWarningWithoutStack() {
        Exception inactive = new CompletionException(new NotControllerException("The active controller is node 1."));

        assertThat(console(
                        "kafka.server.ControllerApis",
                        Level.ERROR,
                        "[ControllerApis nodeId=1] Unexpected error handling request"
                                + " RequestHeader(apiKey=CONTROLLER_REGISTRATION, apiVersion=0, clientId=1) --"
                                + " ControllerRegistrationRequestData(controllerId=1) with context"
                                + " RequestContext(header=RequestHeader(apiKey=CONTROLLER_REGISTRATION),"
                                + " listenerName=ListenerName(CONTROLLER))",
                        inactive))
                .matches("[0-9:.]+ WARN  ControllerApis - \\[ControllerApis nodeId=1] Unexpected error handling request"
                        + " CONTROLLER_REGISTRATION: org\\.apache\\.kafka\\.common\\.errors\\.NotControllerException:"
                        + " The active controller is node 1\\.\n");
        assertThat(console(
                        "kafka.server.ControllerApis",
                        Level.ERROR,
                        "[ControllerApis nodeId=1] Unexpected error handling request"
                                + " RequestHeader(apiKey=CREATE_TOPICS, apiVersion=0, clientId=1)",
                        inactive))
                .as("any other request")
                .contains("ERROR ControllerApis")
                .contains("\tat ");
    }

    @Test
    void transactionThatExpiredWhileABrokerRestartedIsAWarningWithoutStack() {
        String expired = "stream-thread [t] stream-task [3_0] Error encountered sending record to topic words for task"
                + " 3_0 due to:\norg.apache.kafka.common.errors.InvalidProducerEpochException: old epoch.\nWritten"
                + " offsets would not be recorded and no more records would be sent since the producer is fenced,"
                + " indicating the task may be migrated out";
        assertThat(console(
                        STREAMS + "RecordCollectorImpl", Level.ERROR, expired, new IllegalStateException("old epoch")))
                .matches("[0-9:.]+ WARN  RecordCollectorImpl - .* migrated out: old epoch\n");
        assertThat(console(
                        STREAMS + "StreamThread",
                        Level.WARN,
                        "stream-thread [t] Detected that the thread is being fenced. This implies that this thread"
                                + " missed a rebalance",
                        new IllegalStateException("migrated")))
                .matches("[0-9:.]+ WARN  StreamThread - .* missed a rebalance: migrated\n");
        assertThat(console(
                        STREAMS + "RecordCollectorImpl",
                        Level.ERROR,
                        expired.replace("InvalidProducerEpochException", "RecordTooLargeException"),
                        new IllegalStateException("too large")))
                .as("any other failure to send")
                .contains("ERROR RecordCollectorImpl")
                .contains("\tat ");
    }

    @Test
    void failureOfATaskForAnyReasonButUncleanStoresIsWrittenWithItsStack() {
        String corrupted = "org.apache.kafka.streams.errors.TaskCorruptedException: Tasks [3_1] are corrupted and hence"
                + " need to be re-initialized";
        String failures = "stream-thread [t] Get exceptions for the following tasks: {3_1=" + corrupted;
        Exception thrown = new IllegalStateException("failed");

        assertThat(console(STREAMS + "TaskManager", Level.ERROR, failures + ", 4_0=" + corrupted + "}", thrown))
                .isEmpty();
        assertThat(console(
                        STREAMS + "TaskManager",
                        Level.ERROR,
                        failures + ", 4_0=org.apache.kafka.streams.errors.ProcessorStateException: disk}",
                        thrown))
                .contains("ERROR TaskManager")
                .contains("\tat ");
        assertThat(console(STREAMS + "TaskExecutor", Level.ERROR, "Committing task(s) 3_1 failed.", thrown))
                .contains("ERROR TaskExecutor")
                .contains("\tat ");
    }

    @Test
    void commandThatCannotConnectWritesOneLineAndNotOneForEachAttempt() {
        String admin =
                "[AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:9092) could not be"
                        + " established. Node may not be available.";
        String consumer =
                "[Consumer clientId=consumer-null-1, groupId=null] Bootstrap broker localhost:9092 (id: -1 rack:"
                        + " null isFenced: false) disconnected";
        String producer = "[Producer clientId=producer-1] Connection to node 1 (localhost/127.0.0.1:9092) could not be"
                + " established. Node may not be available.";

        assertThat(connecting(List.of(admin, consumer, producer), 20))
                .singleElement()
                .asString()
                .endsWith(" WARN  NetworkClient - " + admin + "\n");
    }

    @Test
    void otherLinesOfKafkaAreAllWritten() {
        String ofAStreamThread =
                "[Consumer clientId=freshet-1-StreamThread-1-consumer, groupId=freshet] Connection to node"
                        + " 1 (localhost/127.0.0.1:9092) could not be established. Node may not be available.";
        String login = "[AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:9092) failed"
                + " authentication due to: wrong password";

        assertThat(connecting(List.of(ofAStreamThread, login), 3)).hasSize(6);
    }

    /** What the console shows if a client writes these messages several times. */
    private static List<String> connecting(List<String> messages, int times) {
        return ConsoleLog.texts(Collections.nCopies(times, messages).stream()
                .flatMap(List::stream)
                .map(message -> event("org.apache.kafka.clients.NetworkClient", Level.WARN, message, null))
                .toList());
    }

    /** What the console shows of one event. */
    private static String console(String logger, Level level, String message, Throwable thrown) {
        return String.join("", ConsoleLog.texts(List.of(event(logger, level, message, thrown))));
    }

    private static LogEvent event(String logger, Level level, String message, @Nullable Throwable thrown) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setLevel(level)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build();
    }

    private static String line(String message, @Nullable Throwable thrown) {
        return String.join("", ConsoleLog.texts(List.of(event("of.something.Named", Level.WARN, message, thrown))));
    }
}
