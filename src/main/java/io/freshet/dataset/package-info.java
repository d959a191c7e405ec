/** Data sets and the simulated newsroom as streams of events. */
@NullMarked
package io.freshet.dataset;

import org.jspecify.annotations.NullMarked;
