package io.freshet.cli;

import io.freshet.config.ValueType;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line, written as in the settings. */
public final class DurationOption implements ITypeConverter<Duration> {
    private static final ValueType<Duration> TIME = ValueType.duration(Duration.ofSeconds(1), Duration.ofDays(365));

    @Override
    public Duration convert(String value) {
        try {
            return TIME.parse(value);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("'" + value + "' is not " + TIME.expected());
        }
    }
}
