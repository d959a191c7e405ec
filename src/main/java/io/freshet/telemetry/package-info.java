/** The measurements of the topology on a real metrics registry. */
@NullMarked
package io.freshet.telemetry;

import org.jspecify.annotations.NullMarked;
