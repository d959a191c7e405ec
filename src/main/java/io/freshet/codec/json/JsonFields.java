package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
import static io.freshet.codec.RejectionReason.DUPLICATE_FIELD;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;
import static io.freshet.codec.RejectionReason.MISSING_FIELD;
import static io.freshet.codec.RejectionReason.OUT_OF_RANGE;
import static io.freshet.codec.RejectionReason.TOO_LONG;
import static io.freshet.codec.RejectionReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.codec.JsonNames;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.SanitisedText;
import io.freshet.event.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the fields of one JSON object, in the order they stand. The caller asks {@link #next()} for a name and
 * takes its value with the method of the type it wants, or {@linkplain #skip() skips} it. A null counts as absent. A
 * field that is taken twice is refused; fields that are skipped may repeat. Not thread-safe.
 */
final class JsonFields {
    private final JsonParser parser;
    private final String path;
    private final long latestMillis;
    private final List<String> taken = new ArrayList<>(10);
    private String field = "";

    /**
     * @param parser stands on the start of the object
     * @param path what field names are prefixed with in messages, such as {@code items[2].}
     * @param latestMillis the latest time believed, in epoch milliseconds
     */
    JsonFields(JsonParser parser, String path, long latestMillis) {
        this.parser = parser;
        this.path = path;
        this.latestMillis = latestMillis;
    }

    /** Reads an object inside another. */
    @FunctionalInterface
    interface ObjectReading<T> {
        T read(JsonFields fields) throws IOException, RejectedEventException;
    }

    /** The name of the next field, or null at the end of the object. */
    @Nullable
    String next() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        field = parser.currentName();
        parser.nextToken();
        return field;
    }

    /** Passes over the value of a field that is not known. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** An identifier: not blank, without control characters, at most {@link Limits#ID_CHARS_MAX} characters. */
    @Nullable
    String id() throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : Identifiers.check(at(field), value, Limits.ID_CHARS_MAX);
    }

    /** An identifier that may be left out: a blank one counts as absent. */
    @Nullable
    String optionalId(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null || value.isBlank() ? null : Identifiers.check(at(field), value, charsMax);
    }

    /** Cleaned text without white space around it; a blank one counts as absent. */
    @Nullable
    String optionalLabel(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : label(at(field), value, charsMax);
    }

    /** Cleaned text that must not be blank. */
    @Nullable
    String title() throws IOException, RejectedEventException {
        String value = string();
        if (value == null) {
            return null;
        }
        String cleaned = SanitisedText.clean(value);
        if (cleaned.isBlank()) {
            throw new RejectedEventException(BLANK, at(field), "is blank", "send text that can be read");
        }
        return checkLength(at(field), cleaned, Limits.TITLE_CHARS_MAX);
    }

    /** Cleaned text of which no more than {@code charsMax} characters are kept. */
    @Nullable
    String cutText(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : SanitisedText.cut(SanitisedText.clean(value), charsMax);
    }

    /** A time that lies no later than the clock allows, in epoch milliseconds. */
    @Nullable
    Long time() throws IOException, RejectedEventException {
        return time(latestMillis);
    }

    /** A time up to the year 9999, in epoch milliseconds. */
    @Nullable
    Long futureTime() throws IOException, RejectedEventException {
        return time(JsonTime.MILLIS_MAX);
    }

    /** A finite number from {@code min} to {@code max}. */
    @Nullable
    Double number(double min, double max) throws IOException, RejectedEventException {
        take();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isNumeric()) {
            throw wrongType("a number");
        }
        double value = parser.getDoubleValue();
        if (!(value >= min && value <= max) || Double.isInfinite(value)) {
            throw new RejectedEventException(
                    OUT_OF_RANGE,
                    at(field),
                    "is " + SanitisedText.cut(parser.getText(), 60),
                    max == Double.MAX_VALUE
                            ? "send a number from " + min + " on"
                            : "send a number from " + min + " to " + max);
        }
        return value;
    }

    /** An integer from 1 on. */
    @Nullable
    Long count() throws IOException, RejectedEventException {
        take();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType("an integer");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
            throw new RejectedEventException(
                    OUT_OF_RANGE,
                    at(field),
                    "is " + SanitisedText.cut(parser.getText(), 60),
                    "send an integer from 1 on");
        }
        return parser.getLongValue();
    }

    @Nullable
    Boolean bool() throws IOException, RejectedEventException {
        take();
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType("true or false");
        };
    }

    /** The constant that the text spells, as {@code hide} spells {@code HIDE}. */
    <E extends Enum<E>> @Nullable E constant(Class<E> type) throws IOException, RejectedEventException {
        String value = string();
        if (value == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (JsonNames.of(constant).equals(value)) {
                return constant;
            }
        }
        String names = Arrays.stream(type.getEnumConstants()).map(JsonNames::of).collect(Collectors.joining(", "));
        throw new RejectedEventException(
                INVALID_VALUE, at(field), "is " + RejectedEventException.shown(value), "send one of " + names);
    }

    /** Identifiers, at most {@code sizeMax}. */
    @Nullable
    List<String> ids(int sizeMax) throws IOException, RejectedEventException {
        return strings(sizeMax, true);
    }

    /** Cleaned labels, at most {@code sizeMax} entries, blank ones included; blank ones are left out of the result. */
    @Nullable
    List<String> labels(int sizeMax) throws IOException, RejectedEventException {
        return strings(sizeMax, false);
    }

    /**
     * Cleaned labels by cleaned names, at most {@code sizeMax} entries, those without a value included; these are left out
     * of the result.
     */
    @Nullable
    Map<String, String> labelsByName(int sizeMax) throws IOException, RejectedEventException {
        take();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrongType("an object of texts");
        }
        Map<String, String> labels = new HashMap<>();
        JsonFields entries = new JsonFields(parser, at(field) + ".", latestMillis);
        int size = 0;
        for (String name = entries.next(); name != null; name = entries.next()) {
            checkSize(++size, sizeMax);
            String value = entries.optionalLabel(Limits.LABEL_CHARS_MAX);
            String key = label(entries.at(name), name, Limits.LABEL_CHARS_MAX);
            if (value != null && key != null) {
                labels.put(key, value);
            }
        }
        return labels;
    }

    /** One object inside this one. */
    <T> @Nullable T object(ObjectReading<T> reading) throws IOException, RejectedEventException {
        take();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrongType("an object");
        }
        return reading.read(new JsonFields(parser, at(field) + ".", latestMillis));
    }

    /** A list of objects, at most {@code sizeMax}. */
    <T> @Nullable List<T> objects(int sizeMax, ObjectReading<T> reading) throws IOException, RejectedEventException {
        if (!startsList("a list of objects")) {
            return null;
        }
        List<T> objects = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            checkSize(objects.size() + 1, sizeMax);
            String entry = field + "[" + objects.size() + "]";
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(entry, "an object");
            }
            objects.add(reading.read(new JsonFields(parser, at(entry) + ".", latestMillis)));
        }
        return objects;
    }

    /** The value of a field that must be there. */
    <T> T required(String name, @Nullable T value) throws RejectedEventException {
        if (value == null) {
            throw new RejectedEventException(MISSING_FIELD, at(name), "is missing", "send it: it is required");
        }
        return value;
    }

    /** The path of a field of this object. */
    String at(String name) {
        return path + name;
    }

    private @Nullable Long time(long latest) throws IOException, RejectedEventException {
        take();
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> JsonTime.parse(at(field), parser.getText(), latest);
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw JsonTime.outOfRange(at(field), SanitisedText.cut(parser.getText(), 60));
                }
                yield JsonTime.check(at(field), parser.getLongValue(), latest);
            }
            default -> throw wrongType("an RFC 3339 string or an integer of epoch milliseconds");
        };
    }

    /** The text of the current field, or null. */
    @Nullable
    String string() throws IOException, RejectedEventException {
        take();
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            default -> throw wrongType("a string");
        };
    }

    private @Nullable List<String> strings(int sizeMax, boolean areIds) throws IOException, RejectedEventException {
        if (!startsList("a list of strings")) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            checkSize(index + 1, sizeMax);
            String entry = field + "[" + index + "]";
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw wrongType(entry, "a string");
            }
            String value = areIds
                    ? Identifiers.check(at(entry), parser.getText(), Limits.ID_CHARS_MAX)
                    : label(at(entry), parser.getText(), Limits.LABEL_CHARS_MAX);
            if (value != null) {
                strings.add(value);
            }
        }
        return strings;
    }

    private boolean startsList(String wanted) throws IOException, RejectedEventException {
        take();
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NULL && token != JsonToken.START_ARRAY) {
            throw wrongType(wanted);
        }
        return token == JsonToken.START_ARRAY;
    }

    private void take() throws RejectedEventException {
        // A linear search: no event has more than ten known fields, and maps of labels end at their limit.
        if (taken.contains(field)) {
            throw new RejectedEventException(
                    DUPLICATE_FIELD, at(field), "stands twice", "send it once: it is unclear which one counts");
        }
        taken.add(field);
    }

    private void checkSize(int size, int sizeMax) throws RejectedEventException {
        if (size > sizeMax) {
            throw new RejectedEventException(
                    TOO_LONG, at(field), "has more than " + sizeMax + " entries", "send at most " + sizeMax);
        }
    }

    private static @Nullable String label(String at, String value, int charsMax) throws RejectedEventException {
        String cleaned = SanitisedText.clean(value).strip();
        return cleaned.isBlank() ? null : checkLength(at, cleaned, charsMax);
    }

    private static String checkLength(String at, String value, int charsMax) throws RejectedEventException {
        if (value.length() > charsMax) {
            throw new RejectedEventException(
                    TOO_LONG, at, "is " + RejectedEventException.shown(value), "send at most " + charsMax);
        }
        return value;
    }

    private RejectedEventException wrongType(String wanted) throws IOException {
        return wrongType(field, wanted);
    }

    private RejectedEventException wrongType(String name, String wanted) throws IOException {
        String shown = switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the string " + RejectedEventException.shown(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + SanitisedText.cut(parser.getText(), 60);
            default -> parser.getText();
        };
        return new RejectedEventException(WRONG_TYPE, at(name), "is " + shown, "send " + wanted);
    }
}
