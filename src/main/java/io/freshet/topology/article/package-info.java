/**
 * The task that owns the articles of one partition.
 *
 * <p>Start at {@link io.freshet.topology.article.ArticleProcessor}, which receives announcements and readers' signals,
 * and follow {@link io.freshet.topology.article.ArticleTask}: it publishes, withdraws and counts. {@link
 * io.freshet.topology.article.ArticleEmbedder} computes keywords and vectors, {@link
 * io.freshet.topology.article.ArticleUpkeep} expires and evicts, {@link io.freshet.topology.article.RelatedPublisher}
 * makes related lists, and {@link io.freshet.topology.article.ArticleOutputs} sends all records.
 */
@NullMarked
package io.freshet.topology.article;

import org.jspecify.annotations.NullMarked;
