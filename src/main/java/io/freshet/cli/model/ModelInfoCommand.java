package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.DebugOption;
import io.freshet.cli.DisplayWidth;
import io.freshet.cli.ExitCode;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the contents and provenance of a model file and verifies its checksum. */
@Command(
        name = "info",
        header = "Print the contents and provenance of a model file, and verify its checksum.",
        footerHeading = "%nExamples:%n",
        footer = {"  freshet model info en.model", "  freshet model info data/demo/words.model"})
final class ModelInfoCommand implements Callable<Integer> {
    private static final int FREQUENT_SHOWN = 10;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to read.")
    Path file = Path.of("");

    @Mixin
    DebugOption debug = new DebugOption();

    ModelInfoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path path = context.workingDirectory().resolve(file);
        WordModel model = WordModelFile.open(path);
        WordModelFile.verify(path);
        Vocabulary vocabulary = model.vocabulary();
        WordTable.Provenance provenance = model.provenance();
        line("words", "%,d of %d dimensions", vocabulary.size(), model.dimension());
        line(
                "corpus words",
                "%,d%s",
                vocabulary.corpusWords(),
                model.countsEstimated() ? ", estimated from the frequency ranks" : "");
        line("output vectors", model.hasOutput() ? "present: fine-tuning starts from them" : "absent");
        line("source", "%s (sha256 %s)", provenance.source(), provenance.sourceHash());
        line("made by", "%s, %,d steps", provenance.trainer(), provenance.steps());
        for (Map.Entry<String, String> setting : new TreeMap<>(provenance.settings()).entrySet()) {
            line("  " + setting.getKey(), "%s", setting.getValue());
        }
        line("fingerprint", "%s", model.fingerprint());
        StringBuilder frequent = new StringBuilder();
        for (int index = 0; index < Math.min(FREQUENT_SHOWN, vocabulary.size()); index++) {
            frequent.append(index == 0 ? "" : " ").append(vocabulary.word(index));
        }
        line("most frequent", "%s", frequent);
        return ExitCode.SUCCESS;
    }

    private void line(String name, String format, Object... values) {
        context.out().println(DisplayWidth.fit(name, 16) + String.format(Locale.ROOT, format, values));
    }
}
