@NullMarked
package io.freshet.recommend.settings;

import org.jspecify.annotations.NullMarked;
