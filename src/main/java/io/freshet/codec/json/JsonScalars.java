package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.OUT_OF_RANGE;
import static io.freshet.codec.RejectionReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.SanitisedText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strict conversion of the parser's current token to one Java value. A JSON null becomes null; a token of another type
 * is rejected. The argument {@code at} is the path of the value for messages.
 */
final class JsonScalars {
    private static final int SHOWN_CHARS_MAX = 60;

    private JsonScalars() {}

    static @Nullable String string(JsonParser parser, String at) throws IOException, RejectedEventException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            default -> throw wrongType(parser, at, "a string");
        };
    }

    static @Nullable Boolean bool(JsonParser parser, String at) throws IOException, RejectedEventException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(parser, at, "true or false");
        };
    }

    /** Reads a finite number from {@code min} to {@code max}; null for a JSON null; rejects any other value. */
    static @Nullable Double number(JsonParser parser, String at, double min, double max)
            throws IOException, RejectedEventException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isNumeric()) {
            throw wrongType(parser, at, "a number");
        }
        double value = parser.getDoubleValue();
        if (!(value >= min && value <= max) || Double.isInfinite(value)) {
            throw outOfRange(
                    parser,
                    at,
                    max == Double.MAX_VALUE
                            ? "send a number of at least " + min
                            : "send a number from " + min + " to " + max);
        }
        return value;
    }

    /** Reads an integer of at least 1; null for a JSON null; rejects any other value. */
    static @Nullable Long count(JsonParser parser, String at) throws IOException, RejectedEventException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(parser, at, "an integer");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
            throw outOfRange(parser, at, "send an integer of at least 1");
        }
        return parser.getLongValue();
    }

    /**
     * Reads a time, RFC 3339 or epoch milliseconds, as epoch milliseconds; null for a JSON null. Rejects a time later
     * than {@code latestMillis}.
     */
    static @Nullable Long time(JsonParser parser, String at, long latestMillis)
            throws IOException, RejectedEventException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> JsonTime.parse(at, parser.getText(), latestMillis);
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw JsonTime.outOfRange(at, shown(parser));
                }
                yield JsonTime.check(at, parser.getLongValue(), latestMillis);
            }
            default -> throw wrongType(parser, at, "an RFC 3339 string or an integer of epoch milliseconds");
        };
    }

    /**
     * Creates the exception for a token of the wrong type; {@code expected} is the right one, such as {@code a string}.
     */
    static RejectedEventException wrongType(JsonParser parser, String at, String expected) throws IOException {
        String actual = switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the string " + RejectedEventException.shown(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shown(parser);
            default -> parser.getText();
        };
        return new RejectedEventException(WRONG_TYPE, at, "is " + actual, "send " + expected);
    }

    private static RejectedEventException outOfRange(JsonParser parser, String at, String remedy) throws IOException {
        return new RejectedEventException(OUT_OF_RANGE, at, "is " + shown(parser), remedy);
    }

    private static String shown(JsonParser parser) throws IOException {
        return SanitisedText.cut(parser.getText(), SHOWN_CHARS_MAX);
    }
}
