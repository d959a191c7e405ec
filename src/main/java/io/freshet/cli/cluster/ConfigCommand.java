package io.freshet.cli.cluster;

import io.freshet.cli.CommandContext;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.PassThrough;
import io.freshet.config.Setting;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "config",
        header = "List every setting with its type, default and meaning.",
        description = "Settings come from flags (--set key=value), environment variables (FRESHET_KEY) and a file of"
                + " properties, in this order of strength.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet config                       every key, its type, default and meaning",
            "  freshet config --effective           what is in force here, and where each value comes from",
            "  freshet config --effective -c http.port=9000"
        })
public final class ConfigCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--effective", description = "Show the values in force and where each comes from.")
    boolean effective;

    public ConfigCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Configuration loaded = configuration.load(context);
        if (effective) {
            printEffective(loaded, context.out());
        } else {
            printKeys(context.out());
        }
        return ExitCode.SUCCESS;
    }

    /** A file of properties that, read back, is in force again. */
    private static void printEffective(Configuration loaded, PrintStream out) {
        for (Setting setting : loaded.effective()) {
            out.println("# " + setting.origin());
            out.println(setting.name() + "=" + setting.text().replace("\\", "\\\\"));
        }
    }

    private static void printKeys(PrintStream out) {
        for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
            out.println(key.name() + "=" + key.defaultText());
            out.println("    " + key.doc());
            out.println("    " + capitalised(key.type().expected()) + ". " + key.environmentVariable());
            out.println();
        }
        for (PassThrough passThrough : PassThrough.values()) {
            out.println(passThrough.prefix() + "*");
            out.println("    " + capitalised(passThrough.doc()) + ".");
            out.println();
        }
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
