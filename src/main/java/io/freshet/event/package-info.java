/** Events of a newsroom and answers of Freshet: plain records, valid by construction. */
@NullMarked
package io.freshet.event;

import org.jspecify.annotations.NullMarked;
