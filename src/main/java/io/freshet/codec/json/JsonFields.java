package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
import static io.freshet.codec.RejectionReason.DUPLICATE_FIELD;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;
import static io.freshet.codec.RejectionReason.MISSING_FIELD;
import static io.freshet.codec.RejectionReason.TOO_LONG;

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
 * A cursor over the fields of one JSON object, in their order. The caller asks {@link #next()} for a name, then reads
 * the value with the method of the expected type or {@linkplain #skip() skips} it. A null counts as absent. A field
 * that is read twice is rejected; skipped fields may repeat. Not thread-safe.
 */
final class JsonFields {
    private final JsonParser parser;
    private final String path;
    private final long latestMillis;
    private final List<String> namesRead = new ArrayList<>(10);
    private String field = "";

    /**
     * Creates a cursor over the object at the current token of {@code parser}. Event times later than
     * {@code latestMillis} are rejected.
     *
     * @param parser positioned on the start of the object
     * @param path prefix of field names in messages, such as {@code items[2].}
     * @param latestMillis the latest event time accepted, in epoch milliseconds
     */
    JsonFields(JsonParser parser, String path, long latestMillis) {
        this.parser = parser;
        this.path = path;
        this.latestMillis = latestMillis;
    }

    /** Builds a value from all fields of one JSON object. */
    @FunctionalInterface
    interface FieldReader<T> {
        T read(JsonFields fields) throws IOException, RejectedEventException;
    }

    /** Checks or cleans one text of a list; returns null to leave the text out of the list. */
    @FunctionalInterface
    private interface TextCheck {
        @Nullable
        String check(String at, String value) throws RejectedEventException;
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

    /** Skips the value of the current field. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Returns the value of a required field, and rejects the event if the value is null. */
    <T> T required(String name, @Nullable T value) throws RejectedEventException {
        if (value == null) {
            throw new RejectedEventException(MISSING_FIELD, at(name), "is missing", "send it: the field is required");
        }
        return value;
    }

    /** Returns the list of a required field, which must not be empty. */
    <T> List<T> notEmpty(String name, @Nullable List<T> values) throws RejectedEventException {
        List<T> present = required(name, values);
        if (present.isEmpty()) {
            throw new RejectedEventException(BLANK, at(name), "is empty", "send at least one entry");
        }
        return present;
    }

    /** Path of this object's field {@code name} for messages, such as {@code items[2].score}. */
    String at(String name) {
        return path.isEmpty() ? name : path + name;
    }

    @Nullable
    String string() throws IOException, RejectedEventException {
        return JsonScalars.string(parser, startReading());
    }

    /** Reads an identifier: not blank, without control characters, at most {@link Limits#ID_CHARS_MAX} characters. */
    @Nullable
    String id() throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : Identifiers.check(at(field), value, Limits.ID_CHARS_MAX);
    }

    /** Reads an optional identifier of at most {@code charsMax} characters; returns null if the identifier is blank. */
    @Nullable
    String optionalId(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null || value.isBlank() ? null : Identifiers.check(at(field), value, charsMax);
    }

    /**
     * Reads, cleans and strips an optional label of at most {@code charsMax} characters; returns null if it is blank.
     */
    @Nullable
    String optionalLabel(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : FieldText.label(at(field), value, charsMax);
    }

    /** Reads a title, which must not be blank, and cleans it. */
    @Nullable
    String title() throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : FieldText.title(at(field), value);
    }

    /** Reads a text, cleans it and cuts it to at most {@code charsMax} characters. */
    @Nullable
    String cutText(int charsMax) throws IOException, RejectedEventException {
        String value = string();
        return value == null ? null : SanitisedText.cut(SanitisedText.clean(value), charsMax);
    }

    /**
     * Reads an event time, RFC 3339 or epoch milliseconds, as epoch milliseconds; null for a JSON null. Rejects a time
     * too far in the future.
     */
    @Nullable
    Long time() throws IOException, RejectedEventException {
        return JsonScalars.time(parser, startReading(), latestMillis);
    }

    /**
     * Reads a time that may be in the future, RFC 3339 or epoch milliseconds, as epoch milliseconds; null for a JSON
     * null. The latest time is in the year 9999.
     */
    @Nullable
    Long futureTime() throws IOException, RejectedEventException {
        return JsonScalars.time(parser, startReading(), JsonTime.MILLIS_MAX);
    }

    /** Reads a finite number from {@code min} to {@code max}; null for a JSON null. */
    @Nullable
    Double number(double min, double max) throws IOException, RejectedEventException {
        return JsonScalars.number(parser, startReading(), min, max);
    }

    /** Reads an integer of at least 1; null for a JSON null. */
    @Nullable
    Long count() throws IOException, RejectedEventException {
        return JsonScalars.count(parser, startReading());
    }

    @Nullable
    Boolean bool() throws IOException, RejectedEventException {
        return JsonScalars.bool(parser, startReading());
    }

    /** Reads the {@linkplain JsonNames JSON name} of an enum constant and returns the constant. */
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

    /** Reads a list of at most {@code sizeMax} identifiers. */
    @Nullable
    List<String> ids(int sizeMax) throws IOException, RejectedEventException {
        return strings(sizeMax, (at, value) -> Identifiers.check(at, value, Limits.ID_CHARS_MAX));
    }

    /**
     * Reads a list of labels, cleans them and leaves out blank ones; at most {@code sizeMax} entries, blank ones
     * included.
     */
    @Nullable
    List<String> labels(int sizeMax) throws IOException, RejectedEventException {
        return strings(sizeMax, (at, value) -> FieldText.label(at, value, Limits.LABEL_CHARS_MAX));
    }

    /**
     * Reads an object as a map of cleaned labels by cleaned names, without entries whose name or value is blank. At
     * most {@code sizeMax} entries are accepted, blank ones included.
     */
    @Nullable
    Map<String, String> labelsByName(int sizeMax) throws IOException, RejectedEventException {
        if (!starts(JsonToken.START_OBJECT, "an object of texts")) {
            return null;
        }
        Map<String, String> labels = new HashMap<>();
        JsonFields entries = new JsonFields(parser, at(field) + ".", latestMillis);
        int size = 0;
        for (String name = entries.next(); name != null; name = entries.next()) {
            checkSize(++size, sizeMax);
            String value = entries.optionalLabel(Limits.LABEL_CHARS_MAX);
            String key = FieldText.label(entries.at(name), name, Limits.LABEL_CHARS_MAX);
            if (value != null && key != null) {
                labels.put(key, value);
            }
        }
        return labels;
    }

    <T> @Nullable T object(FieldReader<T> fields) throws IOException, RejectedEventException {
        return starts(JsonToken.START_OBJECT, "an object")
                ? fields.read(new JsonFields(parser, at(field) + ".", latestMillis))
                : null;
    }

    /** Reads a list of at most {@code sizeMax} objects and decodes each with {@code fields}. */
    <T> @Nullable List<T> objects(int sizeMax, FieldReader<T> fields) throws IOException, RejectedEventException {
        if (!starts(JsonToken.START_ARRAY, "a list of objects")) {
            return null;
        }
        List<T> objects = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            checkSize(objects.size() + 1, sizeMax);
            String entryAt = at(field + "[" + objects.size() + "]");
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw JsonScalars.wrongType(parser, entryAt, "an object");
            }
            objects.add(fields.read(new JsonFields(parser, entryAt + ".", latestMillis)));
        }
        return objects;
    }

    private @Nullable List<String> strings(int sizeMax, TextCheck check) throws IOException, RejectedEventException {
        if (!starts(JsonToken.START_ARRAY, "a list of strings")) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            checkSize(index + 1, sizeMax);
            String entryAt = at(field + "[" + index + "]");
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw JsonScalars.wrongType(parser, entryAt, "a string");
            }
            String value = check.check(entryAt, parser.getText());
            if (value != null) {
                strings.add(value);
            }
        }
        return strings;
    }

    /**
     * Whether the current field has a value; false for a JSON null. Rejects a value that does not start with
     * {@code token}.
     *
     * @param expected description of the right value for the message, such as {@code an object}
     */
    private boolean starts(JsonToken token, String expected) throws IOException, RejectedEventException {
        String at = startReading();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (parser.currentToken() != token) {
            throw JsonScalars.wrongType(parser, at, expected);
        }
        return true;
    }

    /** Marks the current field as read, rejects it if it was read before, and returns its path. */
    private String startReading() throws RejectedEventException {
        // A linear search: no event has more than ten known fields, and maps of labels end at their limit.
        if (namesRead.contains(field)) {
            throw new RejectedEventException(
                    DUPLICATE_FIELD, at(field), "occurs twice", "send it once: the two values may differ");
        }
        namesRead.add(field);
        return at(field);
    }

    private void checkSize(int size, int sizeMax) throws RejectedEventException {
        if (size > sizeMax) {
            throw new RejectedEventException(
                    TOO_LONG, at(field), "has more than " + sizeMax + " entries", "send at most " + sizeMax);
        }
    }
}
