package io.freshet.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/** Distinguishes names of web hosts from other words with dots, by Lucene's list of top-level domains. */
final class WebHosts {
    private static final String URL = UAX29URLEmailTokenizer.TOKEN_TYPES[UAX29URLEmailTokenizer.URL];

    private WebHosts() {}

    /** Whether {@code name} is a host such as "news.example.com", which ends with a top-level domain. */
    static boolean isHost(String name) {
        try (UAX29URLEmailTokenizer tokenizer = new UAX29URLEmailTokenizer()) {
            OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
            TypeAttribute type = tokenizer.addAttribute(TypeAttribute.class);
            tokenizer.setReader(new StringReader(name));
            tokenizer.reset();
            return tokenizer.incrementToken()
                    && type.type().equals(URL)
                    && offset.endOffset() - offset.startOffset() == name.length();
        } catch (IOException exception) {
            throw new UncheckedIOException("reading from a string failed", exception);
        }
    }
}
