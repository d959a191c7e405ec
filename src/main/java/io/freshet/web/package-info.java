/**
 * HTTP server of an instance: read API, live page, metrics and health, all read-only, on Jetty and Javalin.
 *
 * <p>Start with {@link io.freshet.web.WebServer}, which installs the request filters and the routes. The packages below
 * hold one concern each: {@code access} limits and authorises requests, {@code api} answers reads, {@code page} serves
 * the live page and its event stream, {@code port} declares what the server needs from the instance. The server may use
 * {@code recommend} and {@code event}; it knows neither Kafka nor the topology.
 */
@NullMarked
package io.freshet.web;

import org.jspecify.annotations.NullMarked;
