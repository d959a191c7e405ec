package io.freshet.web.page;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the files of the live page from the class path; each file is read once. */
public final class PageFiles {

    private PageFiles() {}

    public static void addTo(RoutesConfig routes) {
        add(routes, "/", "index.html", "text/html;charset=utf-8");
        add(routes, "/style.css", "style.css", "text/css;charset=utf-8");
        add(routes, "/app.js", "app.js", "text/javascript;charset=utf-8");
        add(routes, "/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void add(RoutesConfig routes, String path, String file, String contentType) {
        byte[] content = read(file);
        routes.get(path, request -> request.contentType(contentType).result(content));
    }

    private static byte[] read(String file) {
        try (InputStream stream = PageFiles.class.getResourceAsStream("/web/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("resource web/" + file + " is missing on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
