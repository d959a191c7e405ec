package io.freshet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
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
import io.freshet.event.Article;
import io.freshet.recommend.item.ArticleDescription;
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

/** Checks the code against {@code topology/packages.puml} and the architecture rules that a machine can check. */
class ArchitectureTest {

    private static final Path DIAGRAM = Path.of("topology", "packages.puml");

    private static final String[] FOUNDATION_AND_DOMAIN = {
        "io.freshet.collection..",
        "io.freshet.event..",
        "io.freshet.text..",
        "io.freshet.vector..",
        "io.freshet.words..",
        "io.freshet.article..",
        "io.freshet.recommend..",
        "io.freshet.evaluate.."
    };

    private static final String[] DOMAIN = {
        "io.freshet.words..", "io.freshet.article..", "io.freshet.recommend..", "io.freshet.evaluate.."
    };

    private static final JavaClasses PRODUCTION_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.freshet");

    @Test
    void packagesDependOnEachOtherOnlyAsDrawn() {
        ArchRuleDefinition.classes()
                .should(adhereToPlantUmlDiagram(DIAGRAM, consideringOnlyDependenciesInDiagram()))
                .because(DIAGRAM + " lists the only dependencies between packages that are allowed")
                .check(PRODUCTION_CLASSES);
    }

    @Test
    void diagramNamesExactlyThePackagesThatExist() throws IOException {
        Set<String> drawn = Pattern.compile("<<([a-z.]+)>>")
                .matcher(Files.readString(DIAGRAM))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = PRODUCTION_CLASSES.stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(existing).isEqualTo(drawn);
    }

    @Test
    void packageDependenciesHaveNoCycles() {
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
        assertThat(PRODUCTION_CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet()))
                .isNotEmpty()
                .allSatisfy(javaPackage -> assertThat(isNullMarked(javaPackage))
                        .as(javaPackage.getName())
                        .isTrue());
    }

    @Test
    void domainDoesNotDependOnKafkaHttpJsonOrMetrics() {
        check(noClasses()
                .that()
                .resideInAnyPackage(FOUNDATION_AND_DOMAIN)
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
    void collectionsEventsAndVectorsDependOnTheJdkOnly() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.freshet.collection..", "io.freshet.event..", "io.freshet.vector..")
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
    void onlyTheNeighbourGraphOfTheDomainDependsOnLucene() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .and()
                .haveNameNotMatching("io[.]freshet[.]recommend[.]catalogue[.]NeighbourGraph([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene.."));
    }

    @Test
    void onlyTheDeepLearning4jTrainerDependsOnItsLibraries() {
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
    void onlyTheParquetReaderDependsOnItsLibraries() {
        check(noClasses()
                .that()
                .haveNameNotMatching("io[.]freshet[.]dataset[.]Parquet(Rows|Pages)([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.parquet..", "org.apache.hadoop..", "org.locationtech.jts..", "io.airlift.."));
    }

    @Test
    void articlesAndDescriptionsAreConstructedOnlyByTheirBuilders() {
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(Article.class, ArticleDescription.class)
                .should()
                .accessTargetWhere(
                        JavaAccess.Predicates.target(owner(belongToAnyOf(Article.class, ArticleDescription.class)))
                                .and(JavaAccess.Predicates.target(name("<init>"))))
                .because("a new optional field must not change the callers"));
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
    void noCodeSleeps() {
        check(noClasses()
                .that()
                // Kafka has no event for "every broker knows of the topic now" or "the controller has loaded its
                // metadata": both must be polled.
                .doNotHaveFullyQualifiedName("io.freshet.runtime.topics.AdminAnswers")
                .and()
                .doNotHaveFullyQualifiedName("io.freshet.broker.StaleRegistration")
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
    void loggingUsesSlf4jOnly() {
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

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCTION_CLASSES);
    }
}
