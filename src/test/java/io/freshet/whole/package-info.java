/**
 * Tests of the whole product: the real topology on real brokers, overloaded, stopped, killed, upgraded and restarted.
 *
 * <p>Start at {@code WholeTest}, which runs one instance in this JVM, and at {@code FailureTest}, which runs a cluster
 * of processes with injected faults. {@code NewsroomClient} sends events and reads the output, {@code ReadTally} is the
 * naive count, {@code UndisturbedOracle} is the same topology without faults, and {@code Learned} compares the learned
 * state. {@code RightsChecker} and {@code ReadTally} know only the contract, nothing of the implementation.
 *
 * <p>Slow tests run with {@code mvn -B test -Dgroups=slow}. May use every package of the product.
 */
@NullMarked
package io.freshet.whole;

import org.jspecify.annotations.NullMarked;
