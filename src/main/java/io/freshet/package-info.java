/**
 * The program's entry point.
 *
 * <p>{@link io.freshet.Freshet} assembles the commands, runs one of them and turns its result into the process's exit
 * code. SIGTERM and Ctrl-C become a stop signal, so that a running command closes in order.
 *
 * <p>Start reading at {@link io.freshet.Freshet#main}. Each command lives in a package under {@code io.freshet.cli};
 * this package may use only those packages and picocli.
 */
@NullMarked
package io.freshet;

import org.jspecify.annotations.NullMarked;
