/**
 * Live page: its static files, its event stream and the JSON of that stream.
 *
 * <p>Start with {@link io.freshet.web.page.EventStream}, which fans live events out to the open pages, and
 * {@link io.freshet.web.page.FeedEndpoint}, which writes them as server-sent events.
 * {@link io.freshet.web.page.DashboardState} is the bounded state that all pages share. The files of the page are
 * resources under {@code web/}. The package may use {@code web.access}, {@code web.api}, {@code web.port},
 * {@code recommend} and {@code event}.
 */
@NullMarked
package io.freshet.web.page;

import org.jspecify.annotations.NullMarked;
