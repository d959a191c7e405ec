/**
 * Records of the events that Freshet consumes and of the results that it publishes. Each record validates its values in
 * the constructor and is immutable.
 *
 * <p>Consumed: {@link io.freshet.event.Article}, {@link io.freshet.event.Click} and
 * {@link io.freshet.event.Impression}. Published: {@link io.freshet.event.Recommendations},
 * {@link io.freshet.event.Trending}, {@link io.freshet.event.Related} and {@link io.freshet.event.ArticleProfile}.
 * {@link io.freshet.event.Limits} has every size limit. Start with {@code Click} and {@code Recommendations}: a click
 * in, a list out.
 *
 * <p>The package uses the JDK only. The codec package converts these records from and to JSON and binary formats.
 */
@NullMarked
package io.freshet.event;

import org.jspecify.annotations.NullMarked;
