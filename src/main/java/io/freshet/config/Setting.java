package io.freshet.config;

/**
 * One assignment as somebody wrote it.
 *
 * @param name the key's name
 * @param text the value, not yet parsed
 * @param origin where it stands: {@code freshet.properties:12}, {@code environment variable FRESHET_HTTP_PORT},
 *     {@code --set http.port}
 */
public record Setting(String name, String text, String origin) {

    /** Name and origin without the value, which may be a secret. */
    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
