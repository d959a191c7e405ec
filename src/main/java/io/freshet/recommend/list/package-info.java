/**
 * Builds recommendation lists from ranked candidates, and lists of related articles.
 *
 * <p>Start with {@link io.freshet.recommend.list.ListBuilder}, which turns scores into the items of a list: story
 * deduplication, diversity of categories and sources, exploration, and reasons.
 * {@link io.freshet.recommend.list.ListChange} decides whether a new list is worth publishing, and
 * {@link io.freshet.recommend.list.RelatedArticles} builds the related list of an article.
 *
 * <p>May use {@code recommend.catalogue}, {@code recommend.decay}, {@code recommend.item}, {@code recommend.rank},
 * {@code recommend.reader}, {@code recommend.settings}, {@code event} and {@code vector}.
 */
@NullMarked
package io.freshet.recommend.list;

import org.jspecify.annotations.NullMarked;
