@NullMarked
package io.freshet.runtime.health;

import org.jspecify.annotations.NullMarked;
