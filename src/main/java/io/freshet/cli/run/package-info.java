@NullMarked
package io.freshet.cli.run;

import org.jspecify.annotations.NullMarked;
