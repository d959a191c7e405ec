/** The Kafka Streams topology: thin processors that translate between records, stores and the domain. */
@NullMarked
package io.freshet.topology;

import org.jspecify.annotations.NullMarked;
