package io.freshet.cli.demo;

import io.freshet.event.RecommendedArticle;
import java.util.ArrayList;
import java.util.List;

/**
 * What is different between the list a reader had and the one they have now, over its first lines.
 *
 * @param lines the list now, best first
 * @param gone ids that stood in the first lines before and no longer do, in their old order
 */
record ListDifference(List<Line> lines, List<String> gone) {

    ListDifference {
        lines = List.copyOf(lines);
        gone = List.copyOf(gone);
    }

    /** How one line came about. */
    enum Move {
        NEW,
        UP,
        DOWN,
        SAME
    }

    /**
     * One line.
     *
     * @param rank from 1
     */
    record Line(int rank, RecommendedArticle article, Move move) {}

    /**
     * Compares two lists.
     *
     * @param before ids, best first; empty for a first list
     * @param depth how many lines to look at
     */
    static ListDifference between(List<String> before, List<RecommendedArticle> after, int depth) {
        List<String> top = before.subList(0, Math.min(depth, before.size()));
        List<Line> lines = new ArrayList<>();
        List<String> gone = new ArrayList<>(top);
        for (int index = 0; index < Math.min(depth, after.size()); index++) {
            RecommendedArticle article = after.get(index);
            gone.remove(article.articleId());
            lines.add(new Line(index + 1, article, move(top.indexOf(article.articleId()), index)));
        }
        return new ListDifference(lines, gone);
    }

    /** Whether every line is where it was. */
    boolean isEmpty() {
        return gone.isEmpty() && lines.stream().allMatch(line -> line.move() == Move.SAME);
    }

    private static Move move(int before, int now) {
        if (before < 0) {
            return Move.NEW;
        }
        if (before == now) {
            return Move.SAME;
        }
        return now < before ? Move.UP : Move.DOWN;
    }
}
