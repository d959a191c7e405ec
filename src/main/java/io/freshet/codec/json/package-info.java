@NullMarked
package io.freshet.codec.json;

import org.jspecify.annotations.NullMarked;
