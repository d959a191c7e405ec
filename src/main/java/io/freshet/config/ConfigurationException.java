package io.freshet.config;

/** Thrown for an invalid setting; the message is one line with the setting, its source and the expected value. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
