package io.freshet.newsroom;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** The fictional newspapers, and the invented words that their stories introduce. */
final class Press {
    /** Number of words that a simulated newsroom invents before one may repeat. */
    static final int COINED_WORDS = 96;

    private static final List<String> ENGLISH_PAPERS =
            List.of("Harbour Courier", "Northgate Times", "The Lantern", "Valley Ledger");
    private static final List<String> CHINESE_PAPERS = List.of("海港晨报", "北门日报", "灯塔新闻");
    private static final Map<String, String> DOMAINS = Map.of(
            "Harbour Courier", "courier.example",
            "Northgate Times", "northgate.example",
            "The Lantern", "lantern.example",
            "Valley Ledger", "ledger.example",
            "海港晨报", "haigang.example",
            "北门日报", "beimen.example",
            "灯塔新闻", "dengta.example");
    private static final List<String> BEGINNINGS = List.of(
            "Vel", "Zeph", "Quill", "Tarn", "Lum", "Ord", "Mira", "Kest", "Bram", "Sol", "Nym", "Fara", "Drel", "Hax",
            "Jun", "Perr");
    private static final List<String> ENDINGS =
            List.of("ura", "iko", "ova", "ane", "ith", "ondo", "ella", "ax", "een", "ivo", "ule", "yra");
    /**
     * Characters with which half of the invented Chinese words begin, so that a tokenizer takes them for names of
     * persons and keeps them whole.
     */
    private static final List<String> FIRST_CHARACTERS =
            List.of("岚", "烁", "瑾", "泓", "炜", "琰", "舒", "祁", "穆", "霍", "骆", "柯");

    private static final List<String> SECOND_CHARACTERS = List.of("翼", "漪", "屿", "芒", "铃", "珩", "笙", "翎", "曜", "澈");

    /**
     * Characters that end half of the invented Chinese words: a word in Latin letters with one such character, as in
     * internet slang. A tokenizer separates the two parts.
     */
    private static final List<String> LAST_CHARACTERS = List.of("酱", "咖", "侠", "粉", "客");

    private Press() {}

    static List<String> papers(NewsroomLanguage language) {
        return switch (language) {
            case ENGLISH -> ENGLISH_PAPERS;
            case CHINESE -> CHINESE_PAPERS;
        };
    }

    /** URL of an article at its paper, in the reserved domain {@code example}, which does not resolve. */
    static String address(String paper, String articleId) {
        return "https://" + DOMAINS.get(paper) + "/" + articleId;
    }

    /** Draws a random paper of the language other than {@code than}. */
    static String otherPaper(NewsroomLanguage language, String than, SplittableRandom random) {
        List<String> others =
                papers(language).stream().filter(paper -> !paper.equals(than)).toList();
        return others.get(random.nextInt(others.size()));
    }

    /**
     * The invented word with this number, in both languages; the first {@link #COINED_WORDS} words of a simulated
     * newsroom all differ.
     */
    static CoinedWord coin(long number) {
        int index = (int) Math.floorMod(number, (long) BEGINNINGS.size() * ENDINGS.size());
        // Steps coprime to the number of pairs visit every pair before any repeats.
        int english = Math.floorMod(index * 53 + 17, BEGINNINGS.size() * ENDINGS.size());
        int chinese = Math.floorMod(index * 37 + 5, FIRST_CHARACTERS.size() * SECOND_CHARACTERS.size());
        String foreign = BEGINNINGS.get(english % BEGINNINGS.size()) + ENDINGS.get(english / BEGINNINGS.size());
        return new CoinedWord(
                foreign,
                index % 2 == 0
                        ? foreign.toLowerCase(Locale.ROOT) + LAST_CHARACTERS.get(index / 2 % LAST_CHARACTERS.size())
                        : FIRST_CHARACTERS.get(chinese % FIRST_CHARACTERS.size())
                                + SECOND_CHARACTERS.get(chinese / FIRST_CHARACTERS.size()));
    }
}
