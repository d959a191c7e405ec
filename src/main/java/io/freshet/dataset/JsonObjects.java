package io.freshet.dataset;

import java.util.Map;

/**
 * JSON objects as the caller's library reads and writes them, so that this package needs none. Readers of foreign formats
 * write the fields of an event as JSON, so that the same {@link JsonDecoders} check every event of every format.
 */
public interface JsonObjects {

    /**
     * The fields of one object: strings, {@link Number}s, {@link Boolean}s and lists of them. A field that is null or holds
     * an object is left out.
     *
     * @throws RuntimeException whose message says what is wrong if the text is no JSON object
     */
    Map<String, Object> read(String text);

    /** One object in UTF-8, of fields that are strings, {@link Number}s, lists of strings or maps of strings. */
    byte[] write(Map<String, ?> fields);
}
