/**
 * Data sets on disk as streams of events: JSON lines, CSV, MIND, EB-NeRD and Adressa.
 *
 * <p>Start at {@link io.freshet.dataset.Dataset#open}, which returns an {@link io.freshet.dataset.EventReader} of
 * {@link io.freshet.dataset.TimedEvent}s in time order. {@link io.freshet.dataset.ReplayPacer} computes when to send
 * them. A bad line stops the reader or is skipped and counted, see {@link io.freshet.dataset.BadLines}.
 *
 * <p>May use {@code event}. The caller supplies the JSON codec as {@link io.freshet.dataset.JsonDecoders} and
 * {@link io.freshet.dataset.JsonObjects}.
 */
@NullMarked
package io.freshet.dataset;

import org.jspecify.annotations.NullMarked;
