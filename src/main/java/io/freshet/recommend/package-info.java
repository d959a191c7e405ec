/** The recommender: what is learned of items and readers, candidates, ranking, lists. Knows no Kafka; the live topology, the evaluation and the benchmarks run these very classes. */
@NullMarked
package io.freshet.recommend;

import org.jspecify.annotations.NullMarked;
