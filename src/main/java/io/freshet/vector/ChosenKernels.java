package io.freshet.vector;

import java.lang.module.FindException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Looks once for what the JVM offers. Constants, so that the compiler of the JVM sees through the interface. */
final class ChosenKernels {
    static final VectorKernels PLAIN = new PlainKernels();
    static final Optional<VectorKernels> VECTOR_API = load();
    static final VectorKernels BEST = VECTOR_API.orElse(PLAIN);

    private ChosenKernels() {}

    /** By name: that class alone is compiled against the incubating module and must not be touched without it. */
    private static Optional<VectorKernels> load() {
        if (!isModuleThere()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName("io.freshet.vector.VectorApiKernels")
                    .asSubclass(VectorKernels.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError incompatible) {
            // An incubating API may change with the Java version: then plain loops do the work.
            warn(incompatible);
            return Optional.empty();
        }
    }

    /**
     * Resolves the module now unless the JVM was started with it. The JVM warns of an incubating module only when it is
     * named at the start, and the warning cannot be switched off; loaded in this way, which the JDK uses for its own agents,
     * the module gets the same treatment by the compiler without the warning.
     */
    private static boolean isModuleThere() {
        if (ModuleLayer.boot().findModule(VectorKernels.MODULE).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, VectorKernels.MODULE);
            return true;
        } catch (IllegalAccessException withoutFlag) {
            return false;
        } catch (InvocationTargetException failed) {
            if (!(failed.getCause() instanceof FindException)) {
                warn(failed);
            }
            return false;
        } catch (ReflectiveOperationException anotherJdk) {
            warn(anotherJdk);
            return false;
        }
    }

    private static void warn(Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException target ? target.getCause() : thrown;
        System.getLogger(ChosenKernels.class.getName())
                .log(System.Logger.Level.WARNING, "The Vector API of this JVM cannot be used: {0}", cause);
    }
}
