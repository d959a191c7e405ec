/**
 * Reads lists and profiles from this instance or from the instance that owns a key.
 *
 * <p>Start with {@link io.freshet.runtime.read.StoreReadModel}, which looks up the {@link
 * io.freshet.runtime.read.Owner} of a key, reads local state or asks the owner through {@link
 * io.freshet.runtime.read.RemoteReads}. {@link io.freshet.runtime.read.TopicFeed} follows topics for the live page and
 * belongs to no consumer group.
 *
 * <p>This package may use the read model of the recommender and the events; it knows no store and no topology.
 */
@NullMarked
package io.freshet.runtime.read;

import org.jspecify.annotations.NullMarked;
