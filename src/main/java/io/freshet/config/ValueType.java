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
 * How a setting is written and what it may be. {@code parse(format(value))} is {@code value} for every value allowed.
 *
 * @param name what documentation calls it, such as {@code duration}
 * @param expected what is allowed, as an error message ends: {@code expected a duration such as 250ms, 30s or 36h}
 * @param parser reads a trimmed text; throws IllegalArgumentException if it is not allowed
 * @param formatter writes a value the way the parser reads it
 */
public record ValueType<T>(String name, String expected, Function<String, T> parser, Function<T, String> formatter) {

    private static final String SECRET = "secret";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)");
    private static final List<String> DURATION_UNITS = List.of("ms", "s", "m", "h", "d");
    private static final List<Long> DURATION_UNIT_MILLIS = List.of(1L, 1_000L, 60_000L, 3_600_000L, 86_400_000L);
    private static final List<String> SIZE_UNITS = List.of("B", "KB", "MB", "GB");

    /** Whether its values must never be shown. */
    public boolean isSecret() {
        return name.equals(SECRET);
    }

    /** Reads a setting. */
    public T parse(String text) {
        return parser.apply(text.trim());
    }

    /** Writes a setting. */
    public String format(T value) {
        return formatter.apply(value);
    }

    /** Any text without control characters, possibly empty. */
    public static ValueType<String> text() {
        return new ValueType<>("text", "a text", text -> text, text -> text);
    }

    /** Text that matches a pattern. */
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

    /** Text that matches a pattern and must never be shown. */
    public static ValueType<String> secret(String expected, Pattern allowed) {
        ValueType<String> text = text(expected, allowed);
        return new ValueType<>(SECRET, expected, text.parser(), text.formatter());
    }

    /** A whole number from {@code min} to {@code max}. */
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

    /** A decimal number from {@code min} to {@code max}. */
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

    /** {@code true} or {@code false}. */
    public static ValueType<Boolean> truth() {
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

    /** A length of time from {@code min} to {@code max}, in ms, s, m, h or d. */
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

    /** A number of bytes, in B, KB, MB or GB of 1,024 each. */
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

    /** A path of the file system; {@code ~} at its start is the home directory. */
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

    /** One of the constants of an enum, written in lower case. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
        Function<E, String> formatter = constant -> constant.name().toLowerCase(Locale.ROOT);
        List<E> all = Arrays.asList(constants.getEnumConstants());
        return new ValueType<>(
                "choice",
                "one of " + all.stream().map(formatter).collect(Collectors.joining(", ")),
                text -> all.stream()
                        .filter(constant -> formatter.apply(constant).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such choice")),
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
