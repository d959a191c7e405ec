package io.freshet.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a clock needs of a list, or of what the yardstick answers.
 *
 * @param asOfMillis the event time the answer is for, in epoch milliseconds
 * @param toClick whether a click made it necessary
 */
public record Answer(long asOfMillis, boolean toClick, List<String> articleIds) {
    private static final JsonFactory JSON = new JsonFactory();

    public Answer {
        articleIds = List.copyOf(articleIds);
    }

    /** Reads the fields {@code asOf}, {@code trigger} and every {@code items[].articleId}. */
    public static Answer read(byte[] json) {
        long asOfMillis = 0;
        boolean toClick = false;
        List<String> articleIds = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    String name = parser.currentName();
                    if (depth == 1 && "asOf".equals(name)) {
                        asOfMillis = Instant.parse(parser.getText()).toEpochMilli();
                    } else if (depth == 1 && "trigger".equals(name)) {
                        toClick = parser.getText().equals("click");
                    } else if (depth == 3 && "articleId".equals(name)) {
                        articleIds.add(parser.getText());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(asOfMillis, toClick, articleIds);
    }
}
