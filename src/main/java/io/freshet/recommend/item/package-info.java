/**
 * State learned about articles from their readers, and its updates; each article's state is owned by exactly one task.
 *
 * <p>Start with {@link io.freshet.recommend.item.ItemLearner}, which applies an
 * {@link io.freshet.recommend.item.ItemSignal} to an {@link io.freshet.recommend.item.ItemState}: decayed counts,
 * followers, segments, five-minute buckets and item2vec vectors. {@link io.freshet.recommend.item.ItemActivity} is the
 * snapshot of the learned part and {@link io.freshet.recommend.item.ArticleDescription} the part derived from the text;
 * the catalogue holds both.
 *
 * <p>May use {@code recommend.decay}, {@code recommend.settings}, {@code event} and {@code vector}.
 */
@NullMarked
package io.freshet.recommend.item;

import org.jspecify.annotations.NullMarked;
