package io.freshet.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Extracts the Kafka record key, such as an article id, from a line of JSON. */
final class JsonLineKey {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLineKey() {}

    /**
     * Returns the text of a top-level field as UTF-8; empty if the field is missing or no string, or the line is not
     * JSON. The decoder reports these faults more precisely.
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
