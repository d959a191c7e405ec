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

/** Files of labelled articles, as {@link LabelledArticleDecoder} reads their lines. */
public final class LabelledFile {

    private LabelledFile() {}

    /** Reads all articles, in the order of the file. */
    public static void forEach(Path path, Consumer<LabelledArticle> consumer) {
        JsonLinesFile.forEach(path, LabelledFile::decode, consumer);
    }

    /**
     * The articles of a file that have a category, which at least two must be given for.
     *
     * @throws CommandFailure if there are fewer categories
     */
    public static List<Article> withCategories(Path path) {
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
                    path + " names " + (categories.isEmpty() ? "no category" : "one category alone, " + categories),
                    "give a file whose lines have a field category, of two categories or more");
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
