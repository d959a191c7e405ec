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
 * The sentences of one topic in one language, from a resource file.
 *
 * <p>Lines of the file: {@code = slot: value | value} lists what a slot can stand for; {@code # angle} begins a kind of
 * story, whose {@code name:}, {@code title:}, {@code lead:} and {@code more:} lines follow ({@code more:} lines under
 * {@code # any} serve every angle of the topic). A template holds slots in braces: {@code {crowd}} is drawn anew each
 * time; {@code {Club}}, with a capital, is drawn once a story, {@code {Club2}} is another of the same list; {@code
 * {3-9}} is a number, {@code {Goals:3-9}} a number drawn once a story. Immutable.
 */
final class Grammar {
    /** The angle of stories that coin a word. */
    static final String DEVELOPING = "developing";
    /** The angle, common to all topics, of later reports on a story. */
    static final String FOLLOW_UP = "follow-up";

    private static final String ANY = "any";
    private static final Pattern SLOT = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern NUMBER = Pattern.compile("(?:\\w+:)?(\\d+)-(\\d+)");
    private static final int DEPTH_MAX = 8;

    private final String name;
    private final Map<String, List<String>> slots = new LinkedHashMap<>();
    private final Map<String, Angle> angles = new LinkedHashMap<>();

    private final List<String> ordinaryAngles = new ArrayList<>();

    /** One kind of story: templates of its name, headlines, first and further sentences. */
    record Angle(List<String> names, List<String> titles, List<String> leads, List<String> more) {
        Angle() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private Grammar(String name) {
        this.name = name;
    }

    /** The grammar of a topic, with the slots and follow-ups all topics share. */
    static Grammar load(NewsTopic topic, NewsroomLanguage language) {
        Grammar grammar = new Grammar(topic.category() + "." + language.tag());
        grammar.read("common." + language.tag() + ".txt");
        grammar.read(grammar.name + ".txt");
        grammar.angles.keySet().stream()
                .filter(angle -> !angle.equals(ANY) && !angle.equals(DEVELOPING) && !angle.equals(FOLLOW_UP))
                .forEach(grammar.ordinaryAngles::add);
        return grammar;
    }

    /** The ordinary angles, in the order of the file. */
    List<String> angles() {
        return Collections.unmodifiableList(ordinaryAngles);
    }

    boolean has(String angle) {
        return angles.containsKey(angle);
    }

    Angle angle(String angle) {
        Angle found = angles.get(angle);
        if (found == null) {
            throw new IllegalArgumentException(name + " has no angle " + angle + ", only " + angles.keySet());
        }
        return found;
    }

    /** Further sentences that fit every story of the topic. */
    List<String> anyMore() {
        return angle(ANY).more();
    }

    /** Draws what the angle's templates draw once a story, in the order they name it. */
    void bind(String angle, Map<String, String> bindings, SplittableRandom random) {
        Angle templates = angle(angle);
        List.of(templates.names(), templates.titles(), templates.leads(), templates.more())
                .forEach(lines -> lines.forEach(line -> expand(line, bindings, random)));
    }

    /**
     * Fills a template's slots.
     *
     * @param bindings what was drawn once for this story; added to
     */
    String expand(String template, Map<String, String> bindings, SplittableRandom random) {
        return expand(template, bindings, random, 0);
    }

    private String expand(String template, Map<String, String> bindings, SplittableRandom random, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalStateException(name + ": slots of '" + template + "' go in circles");
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
        // Another of the same list must differ from those this story has drawn before.
        List<String> free = values.stream()
                .filter(value -> base.equals(slot) || !bindings.containsValue(value))
                .toList();
        List<String> choice = free.isEmpty() ? values : free;
        return choice.get(random.nextInt(choice.size()));
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
