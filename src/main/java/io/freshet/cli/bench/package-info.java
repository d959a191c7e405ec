@NullMarked
package io.freshet.cli.bench;

import org.jspecify.annotations.NullMarked;
