/**
 * Read API: recommendations of a reader, profile and related articles of an article, trending lists, as JSON.
 *
 * <p>Start with {@link io.freshet.web.api.ReadApi}, which holds the routes; {@link io.freshet.web.api.Parameters}
 * validates path and query parameters. Answers have the JSON of the output topics, so the schemas in
 * {@code topology/schemas} apply. The package may use {@code web.access}, {@code web.port}, {@code recommend} and
 * {@code event}.
 */
@NullMarked
package io.freshet.web.api;

import org.jspecify.annotations.NullMarked;
