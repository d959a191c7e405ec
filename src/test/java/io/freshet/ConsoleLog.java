package io.freshet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** Records, while it is open, what the production logging configuration writes to the console. */
public final class ConsoleLog extends AbstractAppender implements AutoCloseable {
    private static final List<String> APPENDERS = List.of("console", "consoleWithoutStack");

    private final List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    public ConsoleLog() {
        super("console-log", null, null, false, Property.EMPTY_ARRAY);
        start();
        context.getConfiguration().getRootLogger().addAppender(this, Level.ALL, null);
        context.updateLoggers();
    }

    /** What the console shows of these events, in their order; an event with a stack has several lines in its text. */
    static List<String> texts(List<LogEvent> events) {
        try (LoggerContext production = new LoggerContext("production")) {
            XmlConfiguration configuration = new XmlConfiguration(
                    production,
                    ConfigurationSource.fromUri(
                            Path.of("src", "main", "resources", "log4j2.xml").toUri()));
            configuration.initialize();
            return events.stream()
                    .flatMap(event -> APPENDERS.stream()
                            .map(name -> (AbstractAppender) configuration.getAppender(name))
                            .filter(appender -> !appender.isFiltered(event))
                            .map(appender -> (String) appender.getLayout().toSerializable(event)))
                    .toList();
        }
    }

    @Override
    public void append(LogEvent event) {
        events.add(event.toImmutable());
    }

    /** Lines on the console since this log was opened, stacks included. */
    public List<String> lines() {
        List<LogEvent> recorded;
        synchronized (events) {
            recorded = List.copyOf(events);
        }
        return texts(recorded).stream().flatMap(String::lines).toList();
    }

    /** Lines on the console that contain one of these words. */
    public List<String> linesWith(String... words) {
        return lines().stream()
                .filter(line -> Stream.of(words).anyMatch(line::contains))
                .toList();
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(getName());
        context.updateLoggers();
        stop();
    }
}
