@NullMarked
package io.freshet.runtime.read;

import org.jspecify.annotations.NullMarked;
