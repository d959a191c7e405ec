/** Parts of an end-to-end benchmark: load, clocks, footprints and figures. The caller starts processes and threads. */
@NullMarked
package io.freshet.bench;

import org.jspecify.annotations.NullMarked;
