@NullMarked
package io.freshet.words.online;

import org.jspecify.annotations.NullMarked;
