package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines written with the product's logging configuration, for messages that contain untrusted text. */
class LogLinesTest {
    private final LoggerContext context = new LoggerContext("log-lines");

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void unprintableCharactersBecomeQuestionMarks() {
        assertThat(line("Bad Authority: [x@\u009b31mFAKE\u001b[0m\u0007\u0000 \u202egnp.exe\u2028\u2066 \ud800]", null))
                .endsWith(" WARN  Named - Bad Authority: [x@?31mFAKE?[0m?? ?gnp.exe?? ?]\n");
    }

    @Test
    void textOfAnyLanguageIsUnchanged() {
        assertThat(line("Grüße, 新闻 Новости أخبار \ud83d\ude00\tend", null))
                .endsWith(" - Grüße, 新闻 Новости أخبار \ud83d\ude00\tend\n");
    }

    @Test
    void messageCannotForgeALogLine() {
        assertThat(line("first\n06:00:00.000 INFO  Fake - second\r\nthird\rfourth", null)
                        .lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(" - first"),
                        second -> assertThat(second).isEqualTo("    06:00:00.000 INFO  Fake - second"),
                        third -> assertThat(third).isEqualTo("    third?fourth"));
    }

    @Test
    void exceptionIsWrittenOnceWithItsStackTraceAndCannotForgeALogLine() {
        String written = line("failed", new IllegalStateException("of \u009b31m\n06:00:00.000 INFO  Fake - text"));

        assertThat(written.lines().skip(1))
                .isNotEmpty()
                .allMatch(
                        line -> line.startsWith("    ") || line.startsWith("java.lang.IllegalStateException: of ?31m"));
        assertThat(written).containsOnlyOnce("java.lang.IllegalStateException").contains("\tat ");
    }

    private String line(String message, @Nullable Throwable thrown) {
        XmlConfiguration configuration = new XmlConfiguration(
                context,
                ConfigurationSource.fromUri(
                        Path.of("src", "main", "resources", "log4j2.xml").toUri()));
        configuration.initialize();
        return (String) configuration
                .getAppender("console")
                .getLayout()
                .toSerializable(Log4jLogEvent.newBuilder()
                        .setLoggerName("of.something.Named")
                        .setLevel(Level.WARN)
                        .setMessage(new SimpleMessage(message))
                        .setThrown(thrown)
                        .build());
    }
}
