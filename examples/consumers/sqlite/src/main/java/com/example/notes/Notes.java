package com.example.notes;

import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;

/** Keeps notes in a SQLite file. */
public final class Notes {

    private Notes() {}

    public static void main(String[] args) {
        try (DatabaseManager manager = Dbm.load()) {
            manager.connect();
            Database notes = manager.defaultDatabase();
            notes.update("create table if not exists note (text varchar(80))");
            notes.update("insert into note values (?)", args[0]);
            System.out.println(notes.query("select text from note", row -> row.getString(1)));
        }
    }
}
