/**
 * Reads settings from flags, environment variables and a properties file, and checks them.
 *
 * <p>Start with {@link io.freshet.config.ConfigurationKeys}: each key stands there with its type, default and
 * description, as {@code freshet config} prints them; keys of recommending are in {@link
 * io.freshet.config.RecommendKeys}, keys of words and articles in {@link io.freshet.config.WordKeys}. {@link
 * io.freshet.config.Configuration} loads and checks values, {@link io.freshet.config.DomainSettings} converts them to
 * the settings records of the domain.
 *
 * <p>An unknown or invalid setting is an error at start that names the setting, its source and what is expected. Values
 * that may be secrets are hidden in output, logs and errors. This package may use the settings records of the other
 * packages.
 */
@NullMarked
package io.freshet.config;

import org.jspecify.annotations.NullMarked;
