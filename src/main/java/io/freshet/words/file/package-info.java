@NullMarked
package io.freshet.words.file;

import org.jspecify.annotations.NullMarked;
