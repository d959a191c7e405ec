package io.freshet.cli;

import io.freshet.config.ValueType;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a duration on the command line, written as in the settings, such as {@code 30s}; 1 s to 365 days. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final ValueType<Duration> DURATION = ValueType.duration(Duration.ofSeconds(1), Duration.ofDays(365));

    @Override
    public Duration convert(String value) {
        try {
            return DURATION.parse(value);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("'" + value + "' is not " + DURATION.expected());
        }
    }
}
