package io.freshet.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Records the log while it is open, one entry per message with its exceptions. One library is recorded at INFO and
 * above and kept off the console; other loggers are recorded as configured.
 */
final class RecordedLog extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final String library;

    RecordedLog(String library) {
        super("recorded", null, null, false, Property.EMPTY_ARRAY);
        this.library = library;
        start();
        LoggerConfig recorded = new LoggerConfig(library, Level.INFO, false);
        recorded.addAppender(this, Level.ALL, null);
        context.getConfiguration().addLogger(library, recorded);
        context.getConfiguration().getRootLogger().addAppender(this, Level.ALL, null);
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        StringBuilder line = new StringBuilder(event.getMessage().getFormattedMessage());
        for (Throwable thrown = event.getThrown(); thrown != null; thrown = thrown.getCause()) {
            line.append(' ').append(thrown);
        }
        lines.add(line.toString());
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(getName());
        context.getConfiguration().removeLogger(library);
        context.updateLoggers();
        stop();
    }
}
