package io.freshet.dataset;

import java.util.Map;

/**
 * Reads and writes JSON objects with the caller's library, so that this package needs no JSON library. Readers of other
 * formats write the fields of an event as JSON, so that the same {@link JsonDecoders} check the events of every format.
 */
public interface JsonObjects {

    /**
     * Parses one JSON object to its values by field name: strings, {@link Number}s, {@link Boolean}s and lists of them.
     * A field whose value is null or an object is left out.
     *
     * @throws RuntimeException with a message that explains the error, if the text is not a JSON object
     */
    Map<String, Object> read(String text);

    /** Encodes one JSON object in UTF-8; values are strings, {@link Number}s, lists of strings or maps of strings. */
    byte[] write(Map<String, ?> fields);
}
