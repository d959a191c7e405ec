/**
 * Learns word vectors from the stream of articles: fine-tunes the words of a base model and adds new words.
 *
 * <p>Start with {@link io.freshet.words.online.WordLearner}, one article in,
 * {@link io.freshet.words.online.WordUpdates} out. {@link io.freshet.words.online.GuardedWordLearner} adds snapshots
 * and rollback when the base model's vector space drifts too far. {@link io.freshet.words.online.WordSettings} holds
 * what can be set; {@code ArticleTraining} holds the update rule and its learning rates.
 *
 * <p>All classes are owned by one thread, and the same input gives the same bytes. Stores are ports ({@link
 * io.freshet.words.LearnedWordStore}, {@link io.freshet.words.online.SnapshotWordStore}). May use {@code words}, {@code
 * words.phrase}, {@code words.train}, {@code event}, {@code text} and {@code vector}.
 */
@NullMarked
package io.freshet.words.online;

import org.jspecify.annotations.NullMarked;
