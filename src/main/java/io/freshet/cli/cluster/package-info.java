@NullMarked
package io.freshet.cli.cluster;

import org.jspecify.annotations.NullMarked;
