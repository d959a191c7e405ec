/**
 * State stores: RocksDB stores with a changelog for tasks, and stores of one object in memory that every instance
 * holds.
 *
 * <p>Start at {@link io.freshet.topology.store.LocalStores} and {@link io.freshet.topology.store.ObjectStore}. {@link
 * io.freshet.topology.store.ReadableStore} survives unreadable entries, {@link
 * io.freshet.topology.store.RepairingStore} damaged files.
 */
@NullMarked
package io.freshet.topology.store;

import org.jspecify.annotations.NullMarked;
