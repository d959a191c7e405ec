package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.time.Instant;
import java.util.Map;

/**
 * Makes events from the fields of foreign formats, by the rules of the topics: a field that a topic refuses is refused here,
 * in the same words. Fields have the names of Freshet's own format; absent ones are left out. Every method throws a
 * {@link RuntimeException} whose message names the refused field.
 */
record EventContract(JsonDecoders decoders, JsonObjects objects) {

    Article article(Map<String, ?> fields) {
        return decoders.article().apply(objects.write(fields));
    }

    Click click(Map<String, ?> fields) {
        return decoders.click().apply(objects.write(fields));
    }

    Impression impression(Map<String, ?> fields) {
        return decoders.impression().apply(objects.write(fields));
    }

    /** A time as a field. */
    static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
