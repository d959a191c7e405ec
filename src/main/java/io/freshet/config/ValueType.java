package io.freshet.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Type of a setting: its syntax and allowed values. {@code parse(format(value))} equals {@code value} for every allowed
 * value.
 *
 * @param name name in the documentation, such as {@code duration}
 * @param expected allowed values, for the end of an error message: {@code a duration such as 250ms, 30s or 36h}
 * @param parser parses a trimmed text; throws IllegalArgumentException if the value is not allowed
 * @param formatter formats a value as the parser reads it
 */
public record ValueType<T>(String name, String expected, Function<String, T> parser, Function<T, String> formatter) {

    private static final String SECRET = "secret";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)");
    private static final List<String> DURATION_UNITS = List.of("ms", "s", "m", "h", "d");
    private static final List<Long> DURATION_UNIT_MILLIS = List.of(1L, 1_000L, 60_000L, 3_600_000L, 86_400_000L);
    private static final List<String> SIZE_UNITS = List.of("B", "KB", "MB", "GB");

    /** Whether values are hidden in output, logs and errors. */
    public boolean isSecret() {
        return name.equals(SECRET);
    }

    /**
     * Parses the text of a value; ignores white space around it.
     *
     * @throws IllegalArgumentException if the value is not allowed
     * @throws ArithmeticException if a duration or size overflows
     */
    public T parse(String text) {
        return parser.apply(text.trim());
    }

    /** Text of a value as written in a properties file; {@link #parse} reads it back. */
    public String format(T value) {
        return formatter.apply(value);
    }

    /** Type of any text, possibly empty. */
    public static ValueType<String> text() {
        return new ValueType<>("text", "a text", text -> text, text -> text);
    }

    /** Type of text that matches {@code allowed} as a whole; {@code expected} describes such text in error messages. */
    public static ValueType<String> text(String expected, Pattern allowed) {
        return new ValueType<>(
                "text",
                expected,
                text -> {
                    require(allowed.matcher(text).matches());
                    return text;
                },
                text -> text);
    }

    /** Type of text like {@link #text(String, Pattern)} whose values are hidden in output, logs and errors. */
    public static ValueType<String> secret(String expected, Pattern allowed) {
        ValueType<String> text = text(expected, allowed);
        return new ValueType<>(SECRET, expected, text.parser(), text.formatter());
    }

    /** Type of whole numbers from {@code min} to {@code max}. */
    public static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>(
                "integer",
                "a whole number from " + min + " to " + max,
                text -> {
                    int value = Integer.parseInt(text.replace("_", ""));
                    require(value >= min && value <= max);
                    return value;
                },
                String::valueOf);
    }

    /** Type of decimal numbers from {@code min} to {@code max}. */
    public static ValueType<Double> decimal(double min, double max) {
        return new ValueType<>(
                "decimal",
                "a number from " + min + " to " + max,
                text -> {
                    double value = Double.parseDouble(text);
                    require(value >= min && value <= max);
                    return value;
                },
                String::valueOf);
    }

    /** Type of the values {@code true} and {@code false}, in upper or lower case. */
    public static ValueType<Boolean> bool() {
        return new ValueType<>(
                "boolean",
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither true nor false");
                },
                String::valueOf);
    }

    /** Type of durations from {@code min} to {@code max}, written in ms, s, m, h or d. */
    public static ValueType<Duration> duration(Duration min, Duration max) {
        return new ValueType<>(
                "duration",
                "a duration from " + formatDuration(min) + " to " + formatDuration(max)
                        + ", such as 250ms, 30s, 15m, 36h or 7d",
                text -> {
                    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
                    require(matcher.matches());
                    long unitMillis = DURATION_UNIT_MILLIS.get(DURATION_UNITS.indexOf(matcher.group(2)));
                    Duration value =
                            Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), unitMillis));
                    require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
                    return value;
                },
                ValueType::formatDuration);
    }

    /** Type of numbers of bytes, written in B, KB, MB or GB; 1 KB is 1,024 B. */
    public static ValueType<Long> size(long minBytes, long maxBytes) {
        return new ValueType<>(
                "size",
                "a size from " + formatSize(minBytes) + " to " + formatSize(maxBytes) + ", such as 512KB, 64MB or 2GB",
                text -> {
                    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
                    require(matcher.matches());
                    long value = Math.multiplyExact(
                            Long.parseLong(matcher.group(1)), 1L << (10 * SIZE_UNITS.indexOf(matcher.group(2))));
                    require(value >= minBytes && value <= maxBytes);
                    return value;
                },
                ValueType::formatSize);
    }

    /** Type of file system paths; a leading {@code ~/} stands for the home directory. */
    public static ValueType<Path> path() {
        return new ValueType<>(
                "path",
                "a path",
                text -> {
                    require(!text.isEmpty());
                    return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
                },
                Path::toString);
    }

    /** Type whose values are the constants of an enum; formatted in lower case, parsed in any case. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
        Function<E, String> formatter = constant -> constant.name().toLowerCase(Locale.ROOT);
        List<E> all = Arrays.asList(constants.getEnumConstants());
        return new ValueType<>(
                "choice",
                "one of " + all.stream().map(formatter).collect(Collectors.joining(", ")),
                text -> all.stream()
                        .filter(constant -> formatter.apply(constant).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none of the choices")),
                formatter);
    }

    private static String formatDuration(Duration duration) {
        long millis = duration.toMillis();
        for (int unit = DURATION_UNITS.size() - 1; unit > 0 && millis > 0; unit--) {
            if (millis % DURATION_UNIT_MILLIS.get(unit) == 0) {
                return millis / DURATION_UNIT_MILLIS.get(unit) + DURATION_UNITS.get(unit);
            }
        }
        return millis + "ms";
    }

    private static String formatSize(long bytes) {
        for (int unit = SIZE_UNITS.size() - 1; unit > 0 && bytes > 0; unit--) {
            if (bytes % (1L << (10 * unit)) == 0) {
                return (bytes >> (10 * unit)) + SIZE_UNITS.get(unit);
            }
        }
        return bytes + "B";
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
