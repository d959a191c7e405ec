/**
 * In-memory catalogue of all articles, replicated to every instance, from which recommendation candidates are selected
 * and ranked.
 *
 * <p>Start with {@link io.freshet.recommend.catalogue.Catalogue}, which assigns each article a slot. The numbers that
 * every list reads are columnar by slot ({@link io.freshet.recommend.catalogue.ArticleColumns},
 * {@link io.freshet.recommend.catalogue.SegmentColumns}); {@link io.freshet.recommend.catalogue.CatalogueArticle} holds
 * the rest. {@link io.freshet.recommend.catalogue.TopSlots} keeps the most-read and newest articles sorted,
 * {@code NeighbourGraph} indexes vectors for nearest-neighbour search, and
 * {@link io.freshet.recommend.catalogue.EvictionOrder} chooses the articles to evict.
 *
 * <p>One thread writes; see {@code Catalogue} for the threading rules. May use {@code recommend.decay},
 * {@code recommend.item}, {@code recommend.settings}, {@code event}, {@code vector} and Lucene's HNSW graph.
 */
@NullMarked
package io.freshet.recommend.catalogue;

import org.jspecify.annotations.NullMarked;
