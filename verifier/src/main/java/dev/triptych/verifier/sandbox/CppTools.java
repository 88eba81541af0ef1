package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The C++ compiler that was found, and the fastest linker that it can use.
 *
 * @param version first line of what the compiler says of itself
 * @param linker name for {@code -fuse-ld}; empty for the compiler's own choice
 */
public record CppTools(Path compiler, String version, Optional<String> linker) {
    /** Jails see nothing else of the host's programs. */
    private static final Path VISIBLE = Path.of("/usr");

    private static final String OPENSSL = "<openssl/";

    /** The fastest first; the name of the program, and of the option. */
    private static final List<List<String>> LINKERS =
            List.of(List.of("mold", "mold"), List.of("ld.lld", "lld"), List.of("ld.gold", "gold"));

    /** What the compiler starts, but for the linker of {@link #LINKERS}. */
    private static final List<String> PROGRAMS = List.of("cc1plus", "as", "collect2", "ld");

    /** What every program is linked with, where this compiler has it. */
    private static final List<String> LINKED = List.of(
            "crt1.o",
            "Scrt1.o",
            "crti.o",
            "crtn.o",
            "crtbegin.o",
            "crtbeginS.o",
            "crtend.o",
            "crtendS.o",
            "libstdc++.so",
            "libm.so.6",
            "libmvec.so.1",
            "libc.so.6",
            "libc_nonshared.a",
            "libgcc.a",
            "libgcc_s.so.1");

    private static final Pattern ABSOLUTE = Pattern.compile("(/\\S+) \\(0x");

    /** Empty where the compiler is missing, or is where no jail can see it. */
    static Optional<CppTools> find(String name) {
        Optional<Path> compiler = Toolchain.search(name).filter(CppTools::visible);
        if (compiler.isEmpty()) {
            return Optional.empty();
        }
        String version = Toolchain.run(List.of(compiler.get().toString(), "--version"))
                .lines()
                .findFirst()
                .orElse("");
        Optional<String> linker = LINKERS.stream()
                .filter(one -> Toolchain.search(one.getFirst())
                        .filter(CppTools::visible)
                        .isPresent())
                .map(List::getLast)
                .findFirst();
        return Optional.of(new CppTools(compiler.get(), version, linker));
    }

    /**
     * What every unit is compiled with; a precompiled header is used only where these are the same. Programs written for
     * contests read a file of their author's unless they see {@code ONLINE_JUDGE}.
     */
    public List<String> options(CppStandard standard) {
        return List.of("-std=" + standard.option(), "-O2", "-pipe", "-UNDEBUG", "-DONLINE_JUDGE");
    }

    /** What every program is linked with. */
    public List<String> linkOptions() {
        List<String> options = new ArrayList<>();
        linker.ifPresent(chosen -> options.add("-fuse-ld=" + chosen));
        // Its plugin is for objects of the link-time optimizer, which are not made here.
        options.add("-fno-use-linker-plugin");
        return options;
    }

    /** Libraries beside the standard's that a source asks for by what it includes; the linker takes them if needed. */
    public static List<String> libraries(String source) {
        return source.contains(OPENSSL) ? List.of("-Wl,--as-needed", "-lcrypto") : List.of();
    }

    /** Names that the C and C++ libraries define: no part of a program may define them for another. */
    public Set<String> libraryNames() {
        Set<String> names = new HashSet<>();
        for (String library : List.of("libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6")) {
            String path = print("-print-file-name=" + library);
            Toolchain.run(List.of("nm", "--dynamic", "--defined-only", "--just-symbols", path))
                    .lines()
                    .map(name -> name.strip().replaceFirst("@.*", ""))
                    .forEach(names::add);
        }
        return names;
    }

    /** What is read when a program is compiled: programs, their libraries, headers, and what a program is linked with. */
    List<Path> files(CppStandard standard) {
        List<String> programs = Stream.concat(PROGRAMS.stream(), linker.stream().map(name -> "ld." + name))
                .map(name -> print("-print-prog-name=" + name))
                .flatMap(name -> Toolchain.search(name).stream())
                .map(Path::toString)
                .toList();
        List<String> listed = new ArrayList<>(List.of("ldd"));
        listed.addAll(programs);
        Stream<String> libraries =
                ABSOLUTE.matcher(Toolchain.run(listed)).results().map(found -> found.group(1));
        Stream<String> linked = LINKED.stream().map(name -> print("-print-file-name=" + name));
        Stream<String> headers = Toolchain.run(List.of(
                        compiler.toString(),
                        "-std=" + standard.option(),
                        "-M",
                        "-x",
                        "c++",
                        "-include",
                        Headers.EVERYTHING,
                        "/dev/null"))
                .lines()
                .flatMap(line -> Stream.of(line.split("[ \\\\]+")));
        return Stream.of(Stream.of(compiler.toString()), programs.stream(), libraries, linked, headers)
                .flatMap(names -> names)
                .filter(name -> name.startsWith("/"))
                .map(Path::of)
                .distinct()
                .toList();
    }

    private String print(String option) {
        return Toolchain.run(List.of(compiler.toString(), option)).strip();
    }

    private static boolean visible(Path tool) {
        try {
            return tool.toRealPath().startsWith(VISIBLE) && Files.isExecutable(tool);
        } catch (IOException e) {
            return false;
        }
    }
}
