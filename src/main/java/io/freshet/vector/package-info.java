/**
 * Arithmetic on float vectors, seeded pseudo-random numbers and small numeric tools for all learning and ranking code.
 *
 * <p>Start at {@link io.freshet.vector.VectorMath} for checked operations on arrays and at
 * {@link io.freshet.vector.FloatVector} for the immutable vector of records. {@link io.freshet.vector.VectorKernels}
 * has the inner loops, in plain Java and on the incubating Vector API. {@link io.freshet.vector.VectorTable} stores the
 * vectors of the catalogue, {@link io.freshet.vector.TopK} selects the best scores,
 * {@link io.freshet.vector.SeededHash} and {@link io.freshet.vector.RandomStream} are the only sources of hashes and
 * random numbers that must survive a replay.
 *
 * <p>The package uses the JDK only.
 */
@NullMarked
package io.freshet.vector;

import org.jspecify.annotations.NullMarked;
