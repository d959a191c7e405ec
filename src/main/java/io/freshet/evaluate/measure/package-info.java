@NullMarked
package io.freshet.evaluate.measure;

import org.jspecify.annotations.NullMarked;
