/**
 * Access control and limits that apply to every request before a route answers it.
 *
 * <p>Start with {@link io.freshet.web.access.WebSettings}, which holds address, token and limits.
 * {@link io.freshet.web.access.AccessFilter} checks host name and token and adds security headers,
 * {@link io.freshet.web.access.ConnectionGuard} closes stalled connections, {@link io.freshet.web.access.RequestLimit}
 * bounds concurrent requests, {@link io.freshet.web.access.ErrorResponses} writes errors as JSON. The package uses
 * Jetty, Javalin and no other package of Freshet.
 */
@NullMarked
package io.freshet.web.access;

import org.jspecify.annotations.NullMarked;
