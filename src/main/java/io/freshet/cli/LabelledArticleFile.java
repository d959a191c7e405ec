package io.freshet.cli;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.LabelledArticle;
import io.freshet.codec.json.LabelledArticleDecoder;
import io.freshet.dataset.JsonLinesFile;
import io.freshet.event.Article;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads files of articles that people labelled with a category or keywords, one JSON object a line.
 * {@link LabelledArticleDecoder} describes the format.
 */
public final class LabelledArticleFile {

    private LabelledArticleFile() {}

    /** Passes every article to {@code consumer}, in the order of the file. */
    public static void forEach(Path path, Consumer<LabelledArticle> consumer) {
        JsonLinesFile.forEach(path, LabelledArticleFile::decode, consumer);
    }

    /**
     * Reads the articles that have a category, in the order of the file.
     *
     * @throws CommandFailure if the file has fewer than two categories
     */
    public static List<Article> categorisedArticles(Path path) {
        List<Article> articles = new ArrayList<>();
        Set<String> categories = new HashSet<>();
        forEach(path, labelled -> {
            String category = labelled.article().category();
            if (category != null) {
                articles.add(labelled.article());
                categories.add(category);
            }
        });
        if (categories.size() < 2) {
            throw CommandFailure.because(
                    path + " has " + (categories.isEmpty() ? "no category" : "only the category " + categories),
                    "give a file whose lines have a field category, with two categories or more");
        }
        return articles;
    }

    private static LabelledArticle decode(byte[] line) {
        try {
            return LabelledArticleDecoder.decode(line);
        } catch (RejectedEventException rejected) {
            throw new IllegalArgumentException(rejected.getMessage(), rejected);
        }
    }
}
