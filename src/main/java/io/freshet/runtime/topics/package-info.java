@NullMarked
package io.freshet.runtime.topics;

import org.jspecify.annotations.NullMarked;
