package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.WordModelMerge;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Merges the models of several languages into one. */
@Command(
        name = "merge",
        header = "Merge the models of several languages into one, for a newsroom that publishes in all of them.",
        description =
                "Rotates each further model so that the words it shares with the earlier ones, mostly names, align;"
                        + " vector lengths and angles within a model stay the same. If a model has no output vectors,"
                        + " the result has none.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model merge en.model de.model -o en-de.model",
            "  freshet model merge en.model zh.model -o news.model --overwrite"
        })
final class ModelMergeCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(
            arity = "2..*",
            paramLabel = "MODEL",
            description = "Two or more model files of equal dimension; the largest language first.")
    List<Path> files = List.of();

    @Mixin
    ModelOutputOptions newModel = new ModelOutputOptions();

    @Mixin
    DebugOption debug = new DebugOption();

    ModelMergeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path target = newModel.path(context);
        List<WordModel> models = new ArrayList<>();
        for (Path file : files) {
            WordModel model = WordModelFile.open(context.workingDirectory().resolve(file));
            if (!models.isEmpty() && model.dimension() != models.get(0).dimension()) {
                throw CommandFailure.because(
                        file + " has " + model.dimension() + " dimensions, " + files.get(0) + " has "
                                + models.get(0).dimension(),
                        "merge models of equal dimension");
            }
            models.add(model);
        }
        WordModelMerge merge = new WordModelMerge(models);
        for (int index = 0; index < merge.rotations().size(); index++) {
            WordModelMerge.Rotation rotation = merge.rotations().get(index);
            line(
                    "%s: aligned by %,d shared words, mean cosine %.3f before, %.3f after",
                    files.get(index + 1), rotation.sharedWords(), rotation.cosineBefore(), rotation.cosineAfter());
        }
        WordTable table = merge.table(provenance(models));
        WordModelFile.write(target, table);
        newModel.report(table, context);
        return ExitCode.SUCCESS;
    }

    private WordTable.Provenance provenance(List<WordModel> models) {
        return new WordTable.Provenance(
                models.stream().map(model -> model.provenance().source()).collect(Collectors.joining(" + ")),
                models.stream().map(WordModel::fingerprint).collect(Collectors.joining(" + ")),
                "freshet model merge",
                Map.of(
                        "models",
                        files.stream()
                                .map(file -> String.valueOf(file.getFileName()))
                                .collect(Collectors.joining(" "))),
                0);
    }

    private void line(String format, Object... values) {
        context.out().println(String.format(Locale.ROOT, format, values));
    }
}
