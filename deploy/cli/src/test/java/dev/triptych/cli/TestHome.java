package dev.triptych.cli;

import java.nio.file.Path;

/** Homes for tests: everything below one temporary folder. */
public final class TestHome {
    private TestHome() {}

    public static Home in(Path folder) {
        Home home = new Home(folder, folder.resolve("build"), folder.resolve("tools"), folder.resolve("state"));
        home.createState();
        return home;
    }
}
