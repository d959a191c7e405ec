/** What an end-to-end benchmark is made of: load, clocks, footprints and figures. Whoever runs one starts the processes and threads. */
@NullMarked
package io.freshet.bench;

import org.jspecify.annotations.NullMarked;
