package io.freshet.newsroom;

import io.freshet.event.Article;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Writes the texts of articles. Equal drafts give equal texts. Immutable. */
final class StoryWriter {
    private static final int SENTENCES_MIN = 3;
    private static final int SENTENCES_MAX = 9;
    private static final double SHARE_OF_GENERAL_SENTENCES = .3;

    private final Map<NewsroomLanguage, Map<NewsTopic, Grammar>> grammars = new EnumMap<>(NewsroomLanguage.class);

    StoryWriter() {
        for (NewsroomLanguage language : NewsroomLanguage.values()) {
            Map<NewsTopic, Grammar> byTopic = new EnumMap<>(NewsTopic.class);
            for (NewsTopic topic : NewsTopic.values()) {
                byTopic.put(topic, Grammar.load(topic, language));
            }
            grammars.put(language, byTopic);
        }
    }

    Grammar grammar(NewsTopic topic, NewsroomLanguage language) {
        return Objects.requireNonNull(
                Objects.requireNonNull(grammars.get(language)).get(topic));
    }

    /** Writes the article as first announced. */
    Article write(Draft draft) {
        return article(draft, false);
    }

    /** Writes the corrected version of the article: same id and text, with a note on the correction. */
    Article correct(Draft draft) {
        return article(draft, true);
    }

    private Article article(Draft draft, boolean corrected) {
        Story story = draft.story();
        Grammar grammar = grammar(story.topic(), story.language());
        Map<String, String> bindings = bindings(story, grammar);
        String title = title(draft, grammar, bindings);
        List<String> sentences = sentences(draft, grammar, bindings);
        if (corrected) {
            sentences.add(correction(story.language()));
        }
        return Article.builder(draft.id(), title, draft.lifetime().publishedAtMillis())
                .body(sentences.stream()
                        .collect(Collectors.joining(story.language().betweenSentences())))
                .category(draft.categoryGiven() ? story.topic().category() : null)
                .language(story.language().tag())
                .source(draft.edition().source())
                .url(Press.address(draft.edition().source(), draft.id()))
                .expiresAtMillis(draft.lifetime().expiresAtMillis())
                .build();
    }

    private static Map<String, String> bindings(Story story, Grammar grammar) {
        SplittableRandom random = new SplittableRandom(story.seed());
        Map<String, String> bindings = new HashMap<>();
        story.coined()
                .ifPresent(word -> bindings.put(
                        "Coined", story.language() == NewsroomLanguage.CHINESE ? word.chinese() : word.english()));
        grammar.bind(story.angle(), bindings, random);
        List<String> names = grammar.angle(story.angle()).names();
        bindings.put("Name", grammar.expand(names.get(0), bindings, random));
        return bindings;
    }

    private static String title(Draft draft, Grammar grammar, Map<String, String> bindings) {
        SplittableRandom random = new SplittableRandom(draft.edition().titleSeed());
        Story story = draft.story();
        // A follow-up quotes the name of its story; every second follow-up of a coined story has a headline like the
        // first.
        boolean followUp = draft.part() > 0 && (story.coined().isEmpty() || draft.part() % 2 == 1);
        List<String> titles =
                grammar.angle(followUp ? Grammar.FOLLOW_UP : story.angle()).titles();
        // The reports of one story use the headlines in turn, and a copy uses the next: equal headlines are rare.
        // The seed is inverted so that the headline does not depend on the first name drawn.
        int part = story.coined().isEmpty() ? draft.part() : draft.part() / 2;
        long start = new SplittableRandom(~story.seed()).nextInt(titles.size());
        int index = (int) ((start + part + (draft.edition().copy() ? 1 : 0)) % titles.size());
        return capital(grammar.expand(titles.get(index), bindings, random));
    }

    private static List<String> sentences(Draft draft, Grammar grammar, Map<String, String> bindings) {
        SplittableRandom random = new SplittableRandom(draft.edition().bodySeed());
        Grammar.Angle own = grammar.angle(draft.story().angle());
        Grammar.Angle opening = draft.part() == 0 ? own : grammar.angle(Grammar.FOLLOW_UP);
        LinkedHashSet<String> templates = new LinkedHashSet<>();
        templates.add(opening.leads().get(random.nextInt(opening.leads().size())));
        if (draft.part() > 0) {
            templates.add(own.leads().get(random.nextInt(own.leads().size())));
        }
        int size = random.nextInt(SENTENCES_MIN, SENTENCES_MAX + 1);
        List<String> specific = shuffled(own.more(), random);
        List<String> general = shuffled(grammar.anyMore(), random);
        while (templates.size() < size && !(specific.isEmpty() && general.isEmpty())) {
            boolean takeGeneral = specific.isEmpty() || random.nextDouble() < SHARE_OF_GENERAL_SENTENCES;
            List<String> from = takeGeneral && !general.isEmpty() ? general : specific;
            if (!from.isEmpty()) {
                templates.add(from.remove(from.size() - 1));
            }
        }
        List<String> sentences = new ArrayList<>();
        for (String template : templates) {
            sentences.add(capital(grammar.expand(template, bindings, random)));
        }
        if (draft.edition().copy() && sentences.size() > SENTENCES_MIN) {
            sentences.remove(sentences.size() - 1);
        }
        return sentences;
    }

    private static List<String> shuffled(List<String> lines, SplittableRandom random) {
        List<String> shuffled = new ArrayList<>(lines);
        for (int index = shuffled.size() - 1; index > 0; index--) {
            Collections.swap(shuffled, index, random.nextInt(index + 1));
        }
        return shuffled;
    }

    private static String correction(NewsroomLanguage language) {
        return switch (language) {
            case ENGLISH -> "An earlier version of this article gave a wrong figure; it has been corrected.";
            case CHINESE -> "本文较早版本中的一处数字有误，现已更正。";
        };
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
