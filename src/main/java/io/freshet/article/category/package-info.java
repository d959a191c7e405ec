/**
 * Infers the category of an article from its vector and its words.
 *
 * <p>Start with {@link io.freshet.article.category.CategoryClassifier}, which combines a linear discriminant over
 * vectors ({@link io.freshet.article.category.CategoryDiscriminant}) with naive Bayes over words
 * ({@link io.freshet.article.category.CategoryNaiveBayes}). {@link io.freshet.article.category.ScatterMatrix},
 * {@link io.freshet.article.category.CategoryWords} and {@link io.freshet.article.category.PosteriorCalibration} are
 * the learning side, driven by {@code ArticleStatisticsLearner} of the package above.
 * {@link io.freshet.article.category.CategoryWordStore} is the port to the stored word counts.
 *
 * <p>May use {@code words.phrase}, {@code event} and {@code vector}.
 */
@NullMarked
package io.freshet.article.category;

import org.jspecify.annotations.NullMarked;
