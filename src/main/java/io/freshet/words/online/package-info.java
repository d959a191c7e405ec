/**
 * Learns word vectors from the stream of articles: fine-tunes the words of a base model and adds new words.
 *
 * <p>Start with {@link io.freshet.words.online.WordLearner}, which takes one article and returns
 * {@link io.freshet.words.online.WordUpdates}. {@link io.freshet.words.online.GuardedWordLearner} adds snapshots, and a
 * rollback when the base model's vector space drifts too far. {@link io.freshet.words.online.WordSettings} has all
 * settings; {@code ArticleTraining} has the update rule and its learning rates.
 *
 * <p>All classes are owned by one thread, and the same input gives the same bytes. Callers implement the stores,
 * {@link io.freshet.words.LearnedWordStore} and {@link io.freshet.words.online.SnapshotWordStore}. May use
 * {@code words}, {@code words.phrase}, {@code words.train}, {@code collection}, {@code event}, {@code text} and
 * {@code vector}.
 */
@NullMarked
package io.freshet.words.online;

import org.jspecify.annotations.NullMarked;
