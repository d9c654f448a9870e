package io.dbm.examples.quickstart;

/** A row of the table {@code person}. */
public record Person(int id, String fullName) {}
