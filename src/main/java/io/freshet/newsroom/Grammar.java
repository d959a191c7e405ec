package io.freshet.newsroom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentence templates for articles on one topic in one language, loaded from a resource file.
 *
 * <p>A line {@code = slot: value | value} lists the values of a slot. A line {@code # angle} begins a kind of story;
 * its {@code name:}, {@code title:}, {@code lead:} and {@code more:} lines follow. The {@code more:} lines of
 * {@code # any} fit every angle of the topic. A template contains slots in braces: {@code {crowd}} is drawn for each
 * use; {@code {Club}}, with a capital, is drawn once per story, and {@code {Club2}} is a second value of the same list;
 * {@code {3-9}} is a number, {@code {Goals:3-9}} a number drawn once per story. Immutable.
 */
final class Grammar {
    /** Name of the angle (kind of story) of stories that introduce an invented word. */
    static final String DEVELOPING = "developing";
    /** Name of the angle (kind of story) of follow-up articles, which all topics share. */
    static final String FOLLOW_UP = "follow-up";

    private static final String ANY = "any";
    private static final Pattern SLOT = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern NUMBER = Pattern.compile("(?:\\w+:)?(\\d+)-(\\d+)");
    private static final int DEPTH_MAX = 8;

    private final String name;
    private final Map<String, List<String>> slots = new LinkedHashMap<>();
    private final Map<String, Angle> angles = new LinkedHashMap<>();

    private final List<String> ordinaryAngles = new ArrayList<>();

    /** Templates of one kind of story: names for the story, headlines, first sentences and further sentences. */
    record Angle(List<String> names, List<String> titles, List<String> leads, List<String> more) {
        Angle() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private Grammar(String name) {
        this.name = name;
    }

    /**
     * Loads the templates of a topic in a language, with the placeholder values and follow-ups that all topics share.
     */
    static Grammar load(NewsTopic topic, NewsroomLanguage language) {
        Grammar grammar = new Grammar(topic.category() + "." + language.tag());
        grammar.read("common." + language.tag() + ".txt");
        grammar.read(grammar.name + ".txt");
        grammar.angles.keySet().stream()
                .filter(angle -> !angle.equals(ANY) && !angle.equals(DEVELOPING) && !angle.equals(FOLLOW_UP))
                .forEach(grammar.ordinaryAngles::add);
        return grammar;
    }

    /**
     * Names of the topic's kinds of story, in the order of the file, except the special kinds {@link #DEVELOPING} and
     * {@link #FOLLOW_UP}. The section {@code any} of the file is not a kind of story: its sentences fit every story.
     */
    List<String> angles() {
        return Collections.unmodifiableList(ordinaryAngles);
    }

    boolean has(String angle) {
        return angles.containsKey(angle);
    }

    Angle angle(String angle) {
        Angle found = angles.get(angle);
        if (found == null) {
            throw new IllegalArgumentException(
                    name + " has no angle " + angle + ", expected one of " + angles.keySet());
        }
        return found;
    }

    /** Templates of further sentences that fit every story of the topic. */
    List<String> anyMore() {
        return angle(ANY).more();
    }

    /**
     * Draws the placeholder values that all sentences of one story of kind {@code angle} share, and adds them to
     * {@code bindings}.
     */
    void bind(String angle, Map<String, String> bindings, SplittableRandom random) {
        Angle templates = angle(angle);
        List.of(templates.names(), templates.titles(), templates.leads(), templates.more())
                .forEach(lines -> lines.forEach(line -> expand(line, bindings, random)));
    }

    /**
     * Replaces the placeholders of a template by values from {@code bindings} or by random ones.
     *
     * @param bindings values drawn once for this story, by slot; new values are added
     */
    String expand(String template, Map<String, String> bindings, SplittableRandom random) {
        return expand(template, bindings, random, 0);
    }

    private String expand(String template, Map<String, String> bindings, SplittableRandom random, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalStateException(name + ": slots of '" + template + "' refer to themselves");
        }
        Matcher matcher = SLOT.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String slot = matcher.group(1);
            String value = bindings.get(slot);
            if (value == null) {
                value = expand(draw(slot, bindings, random), bindings, random, depth + 1);
                if (Character.isUpperCase(slot.charAt(0))) {
                    bindings.put(slot, value);
                }
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(text);
        return text.toString();
    }

    private String draw(String slot, Map<String, String> bindings, SplittableRandom random) {
        Matcher number = NUMBER.matcher(slot);
        if (number.matches()) {
            int low = Integer.parseInt(number.group(1));
            return Integer.toString(random.nextInt(low, Integer.parseInt(number.group(2)) + 1));
        }
        String base = slot.replaceFirst("\\d+$", "");
        List<String> values = slots.get(base);
        if (values == null) {
            throw new IllegalStateException(name + " has no slot " + base);
        }
        // A second value of the same list must differ from the values drawn before for this story.
        List<String> unused = values.stream()
                .filter(value -> base.equals(slot) || !bindings.containsValue(value))
                .toList();
        List<String> choices = unused.isEmpty() ? values : unused;
        return choices.get(random.nextInt(choices.size()));
    }

    private void read(String resource) {
        try (InputStream stream = Grammar.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the build");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Angle angle = new Angle();
            for (String line : text.lines().map(String::strip).toList()) {
                if (line.startsWith("#")) {
                    angle = angles.computeIfAbsent(line.substring(1).strip(), unused -> new Angle());
                } else if (!line.isEmpty()) {
                    readLine(line, angle, resource);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }

    private void readLine(String line, Angle angle, String resource) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? line : line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        if (key.startsWith("=")) {
            slots.put(key.substring(1).strip(), List.of(value.split("\\s*\\|\\s*")));
            return;
        }
        switch (key) {
            case "name" -> angle.names().add(value);
            case "title" -> angle.titles().add(value);
            case "lead" -> angle.leads().add(value);
            case "more" -> angle.more().add(value);
            default -> throw new IllegalStateException("resource " + resource + " has an unknown line: " + line);
        }
    }
}
