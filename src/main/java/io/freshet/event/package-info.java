/** What happens in a newsroom and what Freshet answers: plain records, valid by construction. */
@NullMarked
package io.freshet.event;

import org.jspecify.annotations.NullMarked;
