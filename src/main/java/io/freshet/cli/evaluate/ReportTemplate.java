package io.freshet.cli.evaluate;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.freshet.cli.HtmlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Mustache template of an HTML report. All reports share the partials and the style beside this class, so that a page
 * needs no other file. Variables are escaped for HTML; a template marks trusted markup with three braces.
 */
public final class ReportTemplate {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(HtmlText::escape)
            .withLoader(name -> new StringReader(resource(ReportTemplate.class, name)));

    private final Template template;

    private ReportTemplate(Template template) {
        this.template = template;
    }

    /**
     * Named property of a report, such as its warm-up. The partial template {@code facts.mustache} lists {@code facts}
     * of this type.
     *
     * @param name name of the property, such as {@code warm-up}
     * @param value value of the property, as text
     */
    public record Fact(String name, String value) {

        /** Converts a map of values by property name to a list of facts, in the order of the map. */
        public static List<Fact> of(Map<String, String> facts) {
            return facts.entrySet().stream()
                    .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                    .toList();
        }
    }

    /** Compiles the template {@code name}, a resource in the package of {@code owner}. */
    public static ReportTemplate load(Class<?> owner, String name) {
        return new ReportTemplate(COMPILER.compile(resource(owner, name)));
    }

    /**
     * Fills the template with the components of {@code model} and writes the page to {@code file}, replacing an
     * existing file.
     *
     * @param model record whose components are the variables of the template
     */
    public void write(Object model, Path file) throws IOException {
        String page = template.execute(model);
        try {
            Files.writeString(file, page);
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException failed) {
            throw new IOException(file + ": cannot be written; check the disk", failed);
        }
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " is missing beside " + owner.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
