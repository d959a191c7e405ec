package io.freshet.config;

/**
 * Assignment of a value to a key, as it stands in a file, an environment variable or a flag.
 *
 * @param name name of the key
 * @param text value, not yet parsed
 * @param origin source of the assignment: {@code freshet.properties:12}, {@code environment variable FRESHET_HTTP_PORT}
 *     or {@code --set http.port}
 */
public record Setting(String name, String text, String origin) {

    /** Text with name and origin; leaves out the value, which may be a secret. */
    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
