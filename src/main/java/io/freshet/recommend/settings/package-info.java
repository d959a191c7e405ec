/**
 * Settings of the recommender, grouped by the part that they configure.
 *
 * <p>Start at {@link io.freshet.recommend.settings.RecommendSettings}. Constants that nobody can set stand beside their
 * use.
 */
@NullMarked
package io.freshet.recommend.settings;

import org.jspecify.annotations.NullMarked;
