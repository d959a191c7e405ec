/** Measuring the recommender on recorded streams: each click is predicted before anything learns from it. Runs the classes of {@code recommend} themselves, in one process without replication lag. */
@NullMarked
package io.freshet.evaluate;

import org.jspecify.annotations.NullMarked;
