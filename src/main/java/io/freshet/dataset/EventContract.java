package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.time.Instant;
import java.util.Map;

/**
 * Creates events from the fields of foreign data formats, such as CSV, and validates them like records of the Kafka
 * input topics. A field that a topic rejects is rejected here with the same message. Fields have the names of Freshet's
 * format; absent fields are left out. Every method throws a {@link RuntimeException} whose message names the rejected
 * field.
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

    /** Formats epoch milliseconds as the text of a time field: RFC 3339 in UTC. */
    static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
