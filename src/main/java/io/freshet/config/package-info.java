/** Settings from a file, the environment and flags. */
@NullMarked
package io.freshet.config;

import org.jspecify.annotations.NullMarked;
