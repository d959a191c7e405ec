/** The life of a running instance: broker, topics, streams, handlers, health, reading of state. */
@NullMarked
package io.freshet.runtime;

import org.jspecify.annotations.NullMarked;
