package io.freshet.web.api;

import io.freshet.event.Limits;
import io.freshet.event.TrendingWindow;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads and validates the path and query parameters of a request. An invalid parameter is answered with 400 and a
 * message that says what is expected.
 */
public final class Parameters {

    private Parameters() {}

    /**
     * Rejects query parameters that are not in {@code names} or are repeated, so that a misspelt name is not silently
     * ignored.
     */
    public static void allowOnly(Context request, String... names) {
        request.queryParamMap().forEach((name, values) -> {
            if (!Set.of(names).contains(name)) {
                throw new BadRequestResponse("unknown parameter '" + printable(name) + "': "
                        + (names.length == 0 ? "this path takes none" : "expected " + String.join(" or ", names)));
            }
            if (values.size() > 1) {
                throw new BadRequestResponse(
                        "parameter '" + name + "' is given " + values.size() + " times: give it once");
            }
        });
    }

    /** Identifier given by the path parameter {@code name}. */
    static String pathId(Context request, String name) {
        return checked(() -> Limits.id(name, request.pathParam(name)));
    }

    /** Identifier given by the query parameter {@code name}; empty if the parameter is absent or empty. */
    public static Optional<String> optionalId(Context request, String name) {
        return given(request, name).map(value -> checked(() -> Limits.id(name, value)));
    }

    /**
     * Label, such as a category, given by the query parameter {@code name}; empty if the parameter is absent or empty.
     */
    static Optional<String> optionalLabel(Context request, String name) {
        return given(request, name).map(value -> checked(() -> Limits.label(name, value)));
    }

    /**
     * Time window of a trending list given by the query parameter {@code name}; one hour if the parameter is absent or
     * empty.
     */
    static TrendingWindow window(Context request, String name) {
        String label = given(request, name).orElse(TrendingWindow.HOUR.label());
        return Arrays.stream(TrendingWindow.values())
                .filter(window -> window.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse(name + " is '" + printable(label) + "', expected "
                        + Arrays.stream(TrendingWindow.values())
                                .map(TrendingWindow::label)
                                .collect(Collectors.joining(", "))));
    }

    private static Optional<String> given(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isEmpty());
    }

    private static String checked(Supplier<String> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestResponse(String.valueOf(wrong.getMessage()));
        }
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{C}", "?");
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }
}
