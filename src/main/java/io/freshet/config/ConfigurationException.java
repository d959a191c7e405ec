package io.freshet.config;

/** A setting is wrong. The message is one line that names the setting, where it was set and what is expected. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
