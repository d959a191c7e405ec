/**
 * Collections that the JDK lacks.
 *
 * <p>{@link io.freshet.collection.BoundedMap} is the one map with a limit: caches and memories of readers and articles use
 * it, so that no input can fill the heap.
 *
 * <p>Uses the JDK only.
 */
@NullMarked
package io.freshet.collection;

import org.jspecify.annotations.NullMarked;
