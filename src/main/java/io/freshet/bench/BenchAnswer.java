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
 * Fields of a recommendation list that the benchmark needs: time up to which clicks are included, whether a click
 * triggered the list, articles. Answers of the yardstick are read in the same way.
 *
 * @param asOfMillis event time up to which clicks are included, epoch milliseconds
 * @param byClick whether the trigger of the answer was a click
 * @param articleIds articles on the list, best first; empty for the yardstick
 */
public record BenchAnswer(long asOfMillis, boolean byClick, List<String> articleIds) {
    private static final JsonFactory JSON = new JsonFactory();

    public BenchAnswer {
        articleIds = List.copyOf(articleIds);
    }

    /** Parses the fields {@code asOf}, {@code trigger} and every {@code items[].articleId}; skips all others. */
    public static BenchAnswer parse(byte[] json) {
        long asOfMillis = 0;
        boolean byClick = false;
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
                        byClick = parser.getText().equals("click");
                    } else if (depth == 3 && "articleId".equals(name)) {
                        articleIds.add(parser.getText());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BenchAnswer(asOfMillis, byClick, articleIds);
    }
}
