package io.dbm.it;

/** A row. */
public record Person(int id, String fullName) {}
