/**
 * Declares internal topics and state stores, the types of keys and values used only there, and their byte layouts.
 *
 * <p>Start at {@link io.freshet.topology.message.InternalTopics} and {@link io.freshet.topology.message.StateStores},
 * which name every internal topic and every store with its types. A class named after a value plus {@code Layout}
 * documents and writes its bytes; tests compare them with golden bytes.
 */
@NullMarked
package io.freshet.topology.message;

import org.jspecify.annotations.NullMarked;
