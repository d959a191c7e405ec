package io.freshet.config;

/**
 * An assignment of a value to a key, as a source spells it.
 *
 * @param name name of the key
 * @param text value, not yet parsed
 * @param origin source of the assignment: {@code freshet.properties:12}, {@code environment variable FRESHET_HTTP_PORT}
 *     or {@code --set http.port}
 */
public record Setting(String name, String text, String origin) {

    /** Name and origin without the value, which may be a secret. */
    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
