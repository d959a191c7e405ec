package io.freshet.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds in a line of JSON the identifier that is its key on the topic. */
final class LineKeys {
    private static final JsonFactory JSON = new JsonFactory();

    private LineKeys() {}

    /**
     * The text of a field of the outer object as UTF-8; empty if the line has none or is no JSON, which the decoder then
     * says better.
     */
    static byte[] of(byte[] line, String field) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new byte[0];
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = field.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.VALUE_STRING) {
                    return parser.getText().getBytes(StandardCharsets.UTF_8);
                }
                parser.skipChildren();
            }
            return new byte[0];
        } catch (IOException malformed) {
            return new byte[0];
        }
    }
}
