/**
 * Offline training of word vectors: word2vec on a text corpus, and detection of phrases before training.
 *
 * <p>Start at {@link io.freshet.words.train.WordTrainer} and {@link io.freshet.words.train.TrainingSettings}.
 * {@link io.freshet.words.train.Word2VecTrainer} is the trainer of the project;
 * {@link io.freshet.words.train.DeepLearning4jTrainer} cross-checks it with a library. A
 * {@link io.freshet.words.train.SentenceSource} supplies the corpus, {@link io.freshet.words.train.CorpusPhrases} joins
 * phrases such as "new_york". Online learning uses {@link io.freshet.words.train.SgnsStep}, the gradient step, and
 * {@link io.freshet.words.train.NoiseDistribution}, too.
 *
 * <p>The package uses {@code io.freshet.words}, {@code io.freshet.words.phrase} and {@code io.freshet.vector}. Only
 * {@code DeepLearning4jTrainer} uses deeplearning4j, whose libraries are optional at run time. The package starts no
 * threads: callers pass an executor.
 */
@NullMarked
package io.freshet.words.train;

import org.jspecify.annotations.NullMarked;
