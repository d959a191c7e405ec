/**
 * Collections that the JDK lacks.
 *
 * <p>{@link io.freshet.collection.BoundedMap} limits the number of entries of caches and of records about readers and
 * articles, so that no input can fill the heap.
 *
 * <p>Uses the JDK only.
 */
@NullMarked
package io.freshet.collection;

import org.jspecify.annotations.NullMarked;
