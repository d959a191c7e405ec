@NullMarked
package io.freshet.cli.evaluate;

import org.jspecify.annotations.NullMarked;
