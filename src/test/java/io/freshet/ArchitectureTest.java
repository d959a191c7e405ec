package io.freshet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Checks the code against {@code topology/packages.puml} and the rules of the project that can be checked by machine.
 */
class ArchitectureTest {

    private static final Path DIAGRAM = Path.of("topology", "packages.puml");

    private static final String[] LAYERS_0_AND_1 = {
        "io.freshet.event..",
        "io.freshet.text..",
        "io.freshet.vector..",
        "io.freshet.words..",
        "io.freshet.article..",
        "io.freshet.recommend..",
        "io.freshet.evaluate.."
    };

    private static final String[] LAYER_1 = {
        "io.freshet.words..", "io.freshet.article..", "io.freshet.recommend..", "io.freshet.evaluate.."
    };

    private static final JavaClasses PRODUCT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.freshet");

    @Test
    void packagesDependOnlyAlongTheArrowsOfTheDiagram() {
        ArchRuleDefinition.classes()
                .should(adhereToPlantUmlDiagram(DIAGRAM, consideringOnlyDependenciesInDiagram()))
                .because("packages may only depend on lower layers, along the arrows of " + DIAGRAM)
                .check(PRODUCT_CLASSES);
    }

    @Test
    void diagramNamesExactlyTheExistingPackages() throws IOException {
        Set<String> drawn = Pattern.compile("<<([a-z.]+)>>")
                .matcher(Files.readString(DIAGRAM))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing =
                PRODUCT_CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(existing).isEqualTo(drawn);
    }

    @Test
    void packagesHaveNoCyclicDependencies() {
        check(SlicesRuleDefinition.slices().matching("io.(freshet..)").should().beFreeOfCycles());
    }

    @Test
    void simpleClassNamesAreUnique() throws IOException {
        List<String> names = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "src/jmh/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                        .forEach(names::add);
            }
        }

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(PRODUCT_CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet()))
                .isNotEmpty()
                .allSatisfy(part ->
                        assertThat(isNullMarked(part)).as(part.getName()).isTrue());
    }

    @Test
    void domainDoesNotUseKafkaHttpJsonOrMetrics() {
        check(noClasses()
                .that()
                .resideInAnyPackage(LAYERS_0_AND_1)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.rocksdb..",
                        "com.fasterxml..",
                        "org.nd4j.shade.jackson..",
                        "com.google.gson..",
                        "io.micrometer..",
                        "io.prometheus..",
                        "io.javalin..",
                        "org.eclipse.jetty..",
                        "java.net.http..",
                        "com.sun.net.httpserver.."));
    }

    @Test
    void lowestLayerUsesOnlyTheJdk() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.freshet.event..", "io.freshet.vector..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "jdk.incubator.vector..",
                        "org.jspecify..",
                        "io.freshet.event..",
                        "io.freshet.vector.."));
    }

    @Test
    void onlyTheNeighbourGraphOfTheDomainUsesLucene() {
        check(noClasses()
                .that()
                .resideInAnyPackage(LAYER_1)
                .and()
                .haveNameNotMatching("io[.]freshet[.]recommend[.]catalogue[.]NeighbourGraph([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene.."));
    }

    @Test
    void onlyTheDeepLearning4jTrainerUsesTheLibrariesOfItsProcess() {
        check(noClasses()
                .that()
                .haveNameNotMatching("io[.]freshet[.]words[.]train[.]DeepLearning4jTrainer([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.deeplearning4j..",
                        "org.nd4j..",
                        "org.bytedeco..",
                        "com.google.gson..",
                        "org.threadly..",
                        "org.apache.commons.codec..",
                        "org.apache.commons.math3.."));
    }

    @Test
    void onlyTheParquetReaderUsesTheLibrariesOfDataSetCommands() {
        check(noClasses()
                .that()
                .haveNameNotMatching("io[.]freshet[.]dataset[.]Parquet(Rows|Pages)([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.parquet..", "org.apache.hadoop..", "org.locationtech.jts..", "io.airlift.."));
    }

    @Test
    void packagesAreNamedByConceptNotByKind() {
        check(noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..", "..impl.."));
    }

    @Test
    void onlyTheCommandLineAndTheRuntimeStartThreads() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.freshet", "io.freshet.cli..", "io.freshet.runtime..", "io.freshet.broker..")
                .should()
                .accessTargetWhere(startsThreads()));
    }

    @Test
    void nothingSleeps() {
        check(noClasses()
                .that()
                // Kafka has no notification that all brokers know a new topic, so this class has to poll.
                .doNotHaveFullyQualifiedName("io.freshet.runtime.topics.AdminAnswers")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethodWhere(JavaAccess.Predicates.target(name("sleep"))
                        .and(JavaAccess.Predicates.target(owner(assignableTo(TimeUnit.class))))));
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.freshet", "io.freshet.cli..")
                .should()
                .accessTargetWhere(JavaAccess.Predicates.target(owner(assignableTo(System.class)))
                        .and(JavaAccess.Predicates.target(name("out").or(name("err"))))
                        .or(JavaAccess.Predicates.target(owner(assignableTo(Throwable.class)))
                                .and(JavaAccess.Predicates.target(name("printStackTrace"))))));
    }

    @Test
    void onlyOneLoggingApiIsUsed() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.commons.logging.."));
    }

    private static DescribedPredicate<JavaAccess<?>> startsThreads() {
        return DescribedPredicate.describe("start a thread", access -> {
            JavaClass owner = access.getTargetOwner();
            String member = access.getName();
            boolean constructed = member.equals("<init>");
            return (owner.isAssignableTo(Thread.class) && (constructed || member.equals("start")))
                    || owner.isEquivalentTo(Executors.class)
                    || (constructed && owner.isAssignableTo(ThreadPoolExecutor.class))
                    || (constructed && owner.isAssignableTo(Timer.class))
                    || owner.isAssignableTo(ForkJoinPool.class)
                    || (owner.isAssignableTo(CompletableFuture.class) && member.endsWith("Async"))
                    || (owner.isAssignableTo(BaseStream.class) && member.equals("parallel"))
                    || member.equals("parallelStream");
        });
    }

    private static boolean isNullMarked(JavaPackage part) {
        return part.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT_CLASSES);
    }
}
