/**
 * Ports of the web server: interfaces and values through which it reads from its instance, without HTTP.
 *
 * <p>Start with {@link io.freshet.web.port.WebPorts}: it bundles the read models, the live events and the sources of
 * health and metrics that the caller hands to {@link io.freshet.web.WebServer}. The command {@code run} implements
 * these ports; tests implement them with fakes. The package uses {@code recommend} and {@code event} only.
 */
@NullMarked
package io.freshet.web.port;

import org.jspecify.annotations.NullMarked;
